import CEL
import CReference
import Glibc

extension Benchmark {
    static let condition = Benchmark(
        name: "condition", summary: "a condition of three parts over filled slots"
    ) { setting in
        let work = try ConditionWork()
        let times = setting.pick(quick: 200_000, full: 2_000_000)
        let measured = try inTurn(
            runs: setting.pick(quick: 5, full: 15),
            [
                { try nanoseconds(times) { try check(try work.evaluate($0), $0) } },
                { try nanoseconds(times) { try check(work.evaluateByHand($0), $0) } },
                { try nanoseconds(times) { try check(work.evaluateInC($0), $0) } },
            ])
        let before = allocation_count()
        try check(try work.evaluate(times), times)
        let allocations = Double(allocation_count() - before) / Double(times)
        return [
            Row(
                "condition of three parts", .nanoseconds, measured[0],
                beside: [
                    Row.Reference(name: "C++ by hand", samples: measured[2]),
                    Row.Reference(name: "Swift strings by hand", samples: measured[1]),
                ], goal: .atMost(25)),
            Row(
                "  allocations per evaluation", .allocations, Samples([allocations]),
                goal: .atMost(0)),
        ]
    }

    /// Every order satisfies the condition, so that all three parts are evaluated.
    private static func check(_ held: Int, _ times: Int) throws {
        guard held == times else {
            throw BenchmarkError.wrongResult("the condition held \(held) times of \(times)")
        }
    }
}

/// The condition, three times over.
private struct ConditionWork {
    private struct Order {
        var amount: Double
        var country: String
        var email: String
    }

    private static let count = 64
    private let program: Program
    private let activation: Activation
    private let orders: [Order]
    private let ordersInC: [order]

    init() throws {
        let environment = Environment(variables: [
            Variable("amount", .double), Variable("country", .string), Variable("email", .string),
        ])
        program = try environment.program(
            #"amount > 500.0 && country in ["US", "CA"] && !email.endsWith("@example.com")"#)
        orders = (0..<Self.count).map { index in
            Order(
                amount: 501 + Double(index), country: index % 2 == 0 ? "US" : "CA",
                email: "jane.doe@shop.example.org")
        }
        activation = Activation(environment)
        activation.set(1, string: "CA")
        activation.set(2, string: "jane.doe@shop.example.org")
        ordersInC = orders.map { order in
            CReference.order(
                amount: order.amount, country: strdup(order.country), email: strdup(order.email),
                country_length: order.country.utf8.count, email_length: order.email.utf8.count)
        }
    }

    /// Evaluates over one activation, whose first slot is another each time.
    func evaluate(_ times: Int) throws -> Int {
        var held = 0
        for time in 0..<times {
            activation.set(0, double: 501 + Double(time % Self.count))
            if try program.evaluateBool(activation) { held += 1 }
        }
        return held
    }

    func evaluateByHand(_ times: Int) -> Int {
        var held = 0
        for time in 0..<times where Self.holds(orders[time % Self.count]) { held += 1 }
        return held
    }

    @inline(never)
    private static func holds(_ order: Order) -> Bool {
        order.amount > 500 && (order.country == "US" || order.country == "CA")
            && !order.email.hasSuffix("@example.com")
    }

    func evaluateInC(_ times: Int) -> Int {
        ordersInC.withUnsafeBufferPointer { condition_by_hand($0.baseAddress, $0.count, times) }
    }
}
