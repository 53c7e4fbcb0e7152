import Decisions
import RuleEngine
import Synchronization

/// Answers by rules on whichever thread asks.
///
/// An evaluator has buffers of its own, so there are as many as threads are likely to ask at once;
/// a thread keeps to one as long as that is free.
final class HeuristicPool: Sendable {
    private final class Seat: Sendable {
        let evaluator: Mutex<RuleEvaluator>
        /// To try a lock that is held costs a call of the system.
        private let isTaken = Atomic<Bool>(false)

        init(_ ruleSet: RuleSet) {
            evaluator = Mutex(RuleEvaluator(ruleSet))
        }

        func take() -> Bool { !isTaken.exchange(true, ordering: .relaxed) }

        func leave() { isTaken.store(false, ordering: .relaxed) }
    }

    private let path: String
    private let ruleSet: RuleSet
    private let seats: [Seat]
    private let clock: LiveClock

    init(path: String, _ ruleSet: RuleSet, clock: LiveClock, seats: Int = 8) {
        self.path = path
        self.ruleSet = ruleSet
        self.clock = clock
        self.seats = (0..<seats).map { _ in Seat(ruleSet) }
    }

    /// Returns one answer a question, in the feature's order.
    func answer(_ input: CaseInput) -> [Answer] {
        let home = Self.threadNumber % seats.count
        for offset in 0..<seats.count {
            let seat = seats[(home + offset) % seats.count]
            guard seat.take() else { continue }
            defer { seat.leave() }
            return seat.evaluator.withLock { answer(input, $0) }
        }
        return seats[home].evaluator.withLock { answer(input, $0) }
    }

    private func answer(_ input: CaseInput, _ evaluator: RuleEvaluator) -> [Answer] {
        let start = clock.nanoseconds()
        let decisions = evaluator.decide(json: input.json)
        let latency = clock.nanoseconds() - start
        return decisions.indices.map {
            ruleSet.decisions[$0].answer(for: decisions[$0], path: path, latency: latency)
        }
    }

    /// Tells threads apart: their stacks lie far from each other.
    private static var threadNumber: Int {
        var local = 0
        let place = withUnsafePointer(to: &local) { UInt64(UInt(bitPattern: $0)) >> 16 }
        return Int(place &* 0x9E37_79B9_7F4A_7C15 >> 56)
    }
}
