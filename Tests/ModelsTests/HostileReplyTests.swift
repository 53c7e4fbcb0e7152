import CurlTransport
import Decisions
import JSONCodec
import Models
import TestSupport
import Testing

/// Replies that are damaged at random, the same way on every run.
struct HostileReplyTests {
    private static let chat = ChatReplies.body(
        #"{"refund":true,"team":"billing","urgency":"today","vip":false}"#)
    private static let messages = """
        {"model":"m","content":[{"type":"tool_use","input":{"refund":true,"team":"billing",\
        "urgency":"today","vip":false}}],"usage":{"input_tokens":9,"output_tokens":3}}
        """
    private static let decisions = """
        {"model":"m","answers":[{"type":"predicate","name":"refund","probability":0.97},\
        {"type":"choice","name":"team","choice":"billing","probabilities":[{"value":"billing",\
        "probability":0.9},{"value":"technical","probability":0.1}]},{"type":"score",\
        "name":"urgency","score":1,"probabilities":[{"value":0,"label":"can wait",\
        "probability":0},{"value":1,"label":"this week","probability":1},{"value":2,\
        "label":"today","probability":0}]},{"type":"refusal","name":"vip"}],\
        "usage":{"input_tokens":9,"output_tokens":3}}
        """
    private static let systemone = """
        {"model":"m","answers":{"refund":{"type":"noul","noul":0.25},"team":{"type":"choice",\
        "choice":"technical","probabilities":{"technical":0.9,"billing":0.1}},"urgency":\
        {"type":"score","score":1,"legend":{"0":"can wait","1":"this week","2":\
        "today: money or outage"},"probabilities":{"0":0,"1":1,"2":0}},"vip":{"type":"choice",\
        "choice":"false","probabilities":{"true":0.1,"false":0.9}}},\
        "usage":{"input_tokens":9,"output_tokens":3}}
        """

    /// What takes the place of a piece.
    private static let pieces = [
        "", "{", "}", "[", "]", "\"", "null", "-1", "1e999", "99999999999999999999", "true",
        "\\u0000", "{}", "[]", "\u{FFFD}", "0.5", ",", "billing",
    ]

    @Test(arguments: [
        (ModelDefinition.API.chat, chat), (.anthropic, messages), (.decisions, decisions),
        (.systemone, systemone),
    ])
    func `a damaged reply is an answer or a failure, one a question`(
        api: ModelDefinition.API, body: String
    ) async throws {
        var random = SeededGenerator(seed: 17)
        let definition = Examples.definition(api, retries: 0, price: PriceDefinition(perCall: 1))
        let task = try Examples.task(Examples.severalYAML, definition)
        let counts = task.questions.map(\.options.count)
        for _ in 0..<1500 {
            let damaged = Self.damage(Array(body.utf8), &random)
            let text = String(decoding: damaged, as: UTF8.self)
            let transport = ScriptedTransport([.reply(text)])
            let answers = try await transport.client(task).answer(Examples.input())
            #expect(answers.count == counts.count)
            for (answer, count) in zip(answers, counts) {
                #expect((answer.code != nil) == (answer.status == .answered))
                #expect((answer.reason != nil) == (answer.status == .failed))
                #expect(answer.code.map { $0 < count } ?? true)
                let sum = answer.probabilities.reduce(0, +)
                #expect(answer.probabilities.isEmpty || abs(sum - 1) < 1e-9)
            }
        }
    }

    private static func damage(_ body: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var body = body
        for _ in 0...Int.random(in: 0...2, using: &random) {
            let start = Int.random(in: 0..<body.count, using: &random)
            let end = min(body.count, start + Int.random(in: 0...12, using: &random))
            let piece = pieces.randomElement(using: &random) ?? ""
            body.replaceSubrange(start..<end, with: Array(piece.utf8))
            if body.isEmpty { return body }
        }
        return body
    }
}
