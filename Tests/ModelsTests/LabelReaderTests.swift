import Decisions
import Testing

@testable import Models

struct LabelReaderTests {
    private static let team = Examples.question("team", .choice, ["billing", "technical", "other"])
    private static let arrival = Examples.question(
        "arrival", .choice, ["on_time", "late", "not late"])

    @Test(arguments: [
        ("billing", 0), ("  Billing\n", 0), ("\"billing\"", 0), ("**billing**", 0),
        ("`billing`.", 0),
        ("Label: technical", 1), ("Team: Other!", 2), ("**Answer:** technical", 1),
        ("The answer is: billing", 0), ("[billing]", 0), ("- other", 2), ("billing\n", 0),
        ("billing\n\nThe customer asks about technical and billing matters.", 0),
        ("Let me think about it.\nIt is about money.\nAnswer: billing", 0),
        ("This is a billing matter.", 0), ("I would say technical, surely", 1),
        ("billing\nbilling", 0),
    ])
    func `one option is found in many wrappings`(text: String, code: Int) {
        #expect(LabelReader(Self.team).read(text) == .answered(code))
    }

    @Test(arguments: [
        ("on time", 0), ("On-Time", 0), ("ON_TIME", 0), ("not late", 2), ("late", 1),
        ("It will be not late I think", 2), ("the flight is late", 1),
    ])
    func `separators are alike and the longer option goes first`(text: String, code: Int) {
        #expect(LabelReader(Self.arrival).read(text) == .answered(code))
    }

    @Test(arguments: [
        "billing or technical", "It is not billing", "billing\n…\ntechnical", "", "   ",
        "I am sorry, but I cannot help with this request at all.",
        "rebilling and technicalities are what this is about, dear customer",
    ])
    func `what could be several options or none is unparsable`(text: String) {
        #expect(reason(of: LabelReader(Self.team).read(text)) == .unparsable)
    }

    @Test func `a mention in a long reply is unparsable`() {
        let text = String(repeating: "so it goes and goes ", count: 20) + "billing"
        #expect(reason(of: LabelReader(Self.team).read(text)) == .unparsable)
    }

    @Test(arguments: ["sales", "Customer Success", "Label: refunds", "42"])
    func `a plain word that is no option is outside the choices`(text: String) {
        #expect(reason(of: LabelReader(Self.team).read(text)) == .outsideChoices)
    }

    @Test(arguments: [
        ("yes", 1), ("No.", 0), ("TRUE", 1), ("Yes, the customer does.", 1),
        ("No, the customer does not ask for one.", 0), ("It is true.", 1),
        ("There is no such request here.", nil), ("Yes and no: both true and false.", nil),
        ("It is not true.", nil),
    ])
    func `a predicate also answers yes and no`(text: String, code: Int?) {
        let reply = LabelReader(Question.predicate("refund", instructions: "")).read(text)
        if let code {
            #expect(reply == .answered(code))
        } else {
            #expect(reason(of: reply) == .unparsable)
        }
    }

    @Test(arguments: [("S", 1), ("\"S\"", 1), ("Label: s", 0)])
    func `options that differ by case alone need their case`(text: String, code: Int) {
        let question = Examples.question("size", .choice, ["s", "S"])
        #expect(LabelReader(question).read(text) == .answered(code))
        #expect(reason(of: LabelReader(question).read("it is \(text) then")) == .unparsable)
    }

    @Test func `a text goes before a Boolean that reads the same`() {
        let question = Question(
            name: "q", kind: .choice, instructions: "",
            options: [.init(.flag(true)), .init(.text("true"))])
        #expect(LabelReader(question).read("true") == .answered(1))
    }
}

func reason(of reply: QuestionReply) -> AnswerReason.Code? {
    if case .failed(let reason) = reply { reason.code } else { nil }
}
