import CEL
import CReference

extension Benchmark {
    static let matches = Benchmark(
        name: "matches", summary: "a regular expression on 200 bytes"
    ) { setting in
        try [("is found", textWithRefund), ("is not found", textWithReward)].map { name, text in
            let work = try MatchWork(text)
            let times = setting.pick(quick: 20_000, full: 200_000)
            let measured = try inTurn(
                runs: setting.pick(quick: 5, full: 15),
                [
                    { try nanoseconds(times) { try work.evaluate($0) } },
                    { try nanoseconds(times) { try work.search($0) } },
                ])
            return Row(
                "matches on 200 bytes, \(name)", .nanoseconds, measured[0],
                beside: [Row.Reference(name: "RE2 from C++", samples: measured[1])],
                goal: .atMostTimesReference(1.15))
        }
    }
}

private let textWithRefund = padded(
    "Hello, I placed order 88123 two weeks ago and the parcel has not arrived. The tracking page "
        + "has said 'in transit' since Monday. Please look into it, or I want a Refund.")
private let textWithReward = textWithRefund.replacing("Refund", with: "Reward")

private func padded(_ text: String) -> String {
    text + String(repeating: " ", count: 200 - text.utf8.count)
}

private struct MatchWork {
    private static let pattern = "(?i)refund|chargeback"
    private let text: String
    private let program: Program
    private let activation: Activation
    private let isFound: Bool

    init(_ text: String) throws {
        self.text = text
        let environment = Environment(variables: [Variable("text", .string)])
        program = try environment.program("text.matches('\(Self.pattern)')")
        activation = Activation(environment)
        activation.set(0, string: text)
        isFound = text == textWithRefund
    }

    func evaluate(_ times: Int) throws {
        var found = 0
        for _ in 0..<times where try program.evaluateBool(activation) { found += 1 }
        try check(found, times)
    }

    func search(_ times: Int) throws {
        try check(re2_by_hand(Self.pattern, text, text.utf8.count, times), times)
    }

    private func check(_ found: Int, _ times: Int) throws {
        guard found == (isFound ? times : 0) else {
            throw BenchmarkError.wrongResult("the pattern was found \(found) times of \(times)")
        }
    }
}
