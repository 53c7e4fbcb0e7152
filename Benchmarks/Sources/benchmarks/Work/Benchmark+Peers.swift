import CEL
import Decisions
import RuleEngine

extension Benchmark {
    static let peers = Benchmark(
        name: "peers", summary: "conditions and tables beside other rule engines (from PyPI)"
    ) { setting in
        let peers = try Peers(setting)
        let runs = setting.pick(quick: 5, full: 15)
        var rows: [Row] = []
        for condition in PeerCondition.all {
            let work = try condition.work()
            let times = setting.pick(quick: 100_000, full: 1_000_000)
            let ours = try inTurn(runs: runs, [{ try nanoseconds(times, work) }])
            rows.append(
                Row(
                    condition.title, .nanoseconds, ours[0],
                    beside: peers.references(condition.name),
                    goal: condition.goal))
        }
        for count in [20, 1000] {
            let evaluator = RuleEvaluator(try PeerTable.ruleSet(rows: count))
            let order = Array(PeerTable.order.utf8)
            let times = setting.pick(quick: 50_000, full: 500_000)
            let ours = try inTurn(
                runs: runs, [{ try nanoseconds(times) { try decide(order, evaluator, $0) } }])
            rows.append(
                Row(
                    "table of \(count) rows, the last accepts; its JSON read", .nanoseconds,
                    ours[0], beside: peers.references("table-\(count)")))
        }
        return rows
    }

    private static func decide(_ order: [UInt8], _ evaluator: RuleEvaluator, _ times: Int) throws {
        for _ in 0..<times {
            guard case .decided(code: 1, _, _, _) = evaluator.decide(json: order)[0]
            else { throw BenchmarkError.wrongResult("the last row did not answer") }
        }
    }
}

/// A condition that is asked of one order, the same as in `Peers/peers.py`.
private struct PeerCondition {
    let name: String
    let title: String
    let text: String
    let goal: Goal?

    static let all = [
        PeerCondition(
            name: "condition", title: "condition of three parts",
            text: #"amount > 500.0 && country in ["US","CA"] && !email.endsWith("@example.com")"#,
            goal: .faster(25, than: [("cel-cpp", 15), ("cel-rust", 25)])),
        PeerCondition(
            name: "strings", title: "comparisons and searches of strings",
            text: """
                amount > 500.0 && (country == "US" || country == "CA" || country == "GB") \
                && email.contains("@shop.") && size(text) < 4000
                """, goal: .atMost(40)),
        PeerCondition(
            name: "matches", title: "a regular expression on 200 bytes",
            text: #"text.matches("(?i)refund|chargeback")"#,
            goal: nil),
    ]

    private static let message =
        "Hello, I placed order 88123 two weeks ago and the parcel has not arrived. The tracking page "
        + "has said 'in transit' since Monday. Please look into it, or I want a Refund."

    /// Returns what evaluates the condition over filled slots so often as it is told.
    func work() throws -> (Int) throws -> Void {
        let environment = Environment(variables: [
            Variable("amount", .double), Variable("country", .string), Variable("email", .string),
            Variable("text", .string),
        ])
        let program = try environment.program(text)
        let activation = Activation(environment)
        activation.set(0, double: 501)
        activation.set(1, string: "CA")
        activation.set(2, string: "jane.doe@shop.example.org")
        activation.set(
            3,
            string: Self.message + String(repeating: " ", count: 200 - Self.message.utf8.count))
        return { times in
            var held = 0
            for _ in 0..<times where try program.evaluateBool(activation) { held += 1 }
            guard held == times else {
                throw BenchmarkError.wrongResult("\(text) held \(held) times of \(times)")
            }
        }
    }
}
