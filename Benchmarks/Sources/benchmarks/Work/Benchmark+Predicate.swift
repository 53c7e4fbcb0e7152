import CEL

extension Benchmark {
    static let predicate = Benchmark(
        name: "predicate", summary: "a predicate of three comparisons, `contains` and `size`"
    ) { setting in
        let work = try PredicateWork()
        let times = setting.pick(quick: 200_000, full: 2_000_000)
        let measured = try inTurn(
            runs: setting.pick(quick: 5, full: 15),
            [
                { try nanoseconds(times) { try check(try work.evaluate($0), $0) } },
                { try nanoseconds(times) { try check(work.evaluateByHand($0), $0) } },
            ])
        return [
            Row(
                "string predicate", .nanoseconds, measured[0],
                beside: [Row.Reference(name: "Swift strings by hand", samples: measured[1])],
                goal: .atMost(40))
        ]
    }

    private static func check(_ held: Int, _ times: Int) throws {
        guard held == times else {
            throw BenchmarkError.wrongResult("the predicate held \(held) times of \(times)")
        }
    }
}

/// The predicate, twice over; every part of it is evaluated.
private struct PredicateWork {
    private let program: Program
    private let activation: Activation
    private let tiers = ["gold", "silver"]
    private let note = "deliver after six, refund the rest"

    init() throws {
        let environment = Environment(variables: [
            Variable("tier", .string), Variable("note", .string),
        ])
        program = try environment.program(
            #"""
            (tier == "basic" || tier == "gold" || tier == "silver")
              && note.contains("refund") && size(note) > 10
            """#)
        activation = Activation(environment)
        activation.set(0, string: "silver")
        activation.set(1, string: note)
    }

    func evaluate(_ times: Int) throws -> Int {
        var held = 0
        for _ in 0..<times where try program.evaluateBool(activation) { held += 1 }
        return held
    }

    func evaluateByHand(_ times: Int) -> Int {
        var held = 0
        for time in 0..<times where Self.holds(tiers[time % 2], note) { held += 1 }
        return held
    }

    @inline(never)
    private static func holds(_ tier: String, _ note: String) -> Bool {
        (tier == "basic" || tier == "gold" || tier == "silver") && note.contains("refund")
            && note.unicodeScalars.count > 10
    }
}
