import Decisions
import Testing

@testable import Models

struct ContentReaderTests {
    private static let team = Examples.question("team", .choice, ["billing", "technical"])
    private static let refund = Question.predicate("refund", instructions: "")

    @Test(arguments: [
        #"{"team":"billing"}"#, #"{"TEAM":"Billing"}"#, #"{"label":"billing"}"#,
        "```json\n{\"team\": \"billing\"}\n```", "Here you are: {\"team\":\"billing\"}",
        "<think>technical?</think>\n{\"team\":\"billing\"}", "<think>technical?</think>billing",
        "```\nbilling\n```",
    ])
    func `one question's answer is found`(content: String) {
        #expect(ContentReader(questions: [Self.team]).read(content) == [.answered(0)])
    }

    @Test(arguments: [
        (#"{"team":"sales"}"#, AnswerReason.Code.outsideChoices),
        (#"{"team":7}"#, .outsideChoices), (#"{"team":true}"#, .outsideChoices),
        (#"{"team":null}"#, .unparsable), (#"{"team":["billing"]}"#, .unparsable),
        (#"{"team":"bil"#, .unparsable), (#"{"team":"billing","team":"technical"}"#, .unparsable),
        (#"{"a":"billing","b":"technical"}"#, .unparsable), ("<think>billing", .unparsable),
        ("{}", .unparsable),
    ])
    func `what is no answer says why`(content: String, code: AnswerReason.Code) {
        let replies = ContentReader(questions: [Self.team]).read(content)
        #expect(replies.map(reason) == [code])
    }

    @Test(arguments: [
        (#"{"refund":true}"#, QuestionReply.answered(1)), (#"{"refund":"no"}"#, .answered(0)),
        (#"{"refund":0.75}"#, .answered(1, probabilities: [0.25, 0.75])),
        (#"{"refund":0}"#, .answered(0, probabilities: [1, 0])),
        (#"{"refund":3}"#, .failed(.outsideChoices, "a number that is no option")),
    ])
    func `a predicate is a Boolean, a word or a probability`(
        content: String, expected: QuestionReply
    ) {
        #expect(ContentReader(questions: [Self.refund]).read(content) == [expected])
    }

    @Test func `several questions need JSON and fail apart`() {
        let questions = [Self.team, Self.refund]
        #expect(
            ContentReader(questions: questions).read(#"{"refund":true,"team":"x"}"#)
                == [.failed(.outsideChoices, "a value that is no option"), .answered(1)])
        #expect(
            ContentReader(questions: questions).read("billing").map(reason)
                == [.unparsable, .unparsable])
    }

    @Test func `an option written as a number is read from a number`() {
        let stars = Examples.question("stars", .score, ["1", "2", "3"])
        #expect(ContentReader(questions: [stars]).read(#"{"stars":2}"#) == [.answered(1)])
    }

    @Test func `a Boolean option keeps its type`() {
        let vip = Question(
            name: "vip", kind: .choice, instructions: "",
            options: [.init(.text("true")), .init(.flag(true))])
        #expect(ContentReader(questions: [vip]).read(#"{"vip":true}"#) == [.answered(1)])
        #expect(ContentReader(questions: [vip]).read(#"{"vip":"true"}"#) == [.answered(0)])
    }
}
