import Decisions
import Models
import Synchronization

/// A model that is asked within bounds: so many calls at once and waiting, so much money, and not
/// while it keeps failing.
///
/// Those in charge have places of their own, so that they never wait for shadows.
final class BoundedModel: Sendable {
    let inCharge: CallQueue
    let shadows: CallQueue
    private let model: any ModelAnswering
    private let path: String
    private let questions: Int
    private let tally: Int
    private let ledger: Ledger
    private let breaker = Mutex(CircuitBreaker())
    /// Of all calls of the path, and of all shadows of the feature.
    private let pathLimit: WindowedSpendLimit
    private let shadowLimit: WindowedSpendLimit
    private let shadowDeadline: Duration?
    private let clock: LiveClock

    /// Calls of a path in charge that may be under way where its file does not say.
    private static let usualWidth = 256

    init(
        _ model: any ModelAnswering, _ path: AnsweringPath, tally: Int, of feature: Feature,
        state: LiveState, clock: LiveClock
    ) {
        self.model = model
        self.path = path.name
        self.tally = tally
        self.clock = clock
        questions = feature.questions.count
        ledger = state.ledger
        pathLimit = state.spending.path(path.name)
        shadowLimit = state.spending.shadows
        shadowDeadline = feature.shadow.deadline
        let definition = feature.path(named: path.name)?.model
        inCharge = CallQueue(
            capacity: feature.shadow.queue, width: definition?.concurrency ?? Self.usualWidth)
        shadows = CallQueue(
            capacity: feature.shadow.queue, width: feature.shadow.concurrency)
        pathLimit.set(
            hour: definition?.budgetUSDPerHour.flatMap { Money(usd: $0) },
            day: definition?.budgetUSDPerDay.flatMap { Money(usd: $0) })
    }

    /// Why the model cannot be asked now, as far as that can be told before a place is taken.
    func obstacle(_ switches: LiveSwitches, isShadow: Bool) -> AnswerReason? {
        if switches.areModelsOff || isShadow && switches.areShadowsPaused {
            return AnswerReason(.paused)
        }
        if breaker.withLock({ $0.isOpen(at: clock.nanoseconds()) }) {
            return AnswerReason(.breakerOpen)
        }
        return nil
    }

    /// Runs the calls of a queue until it is closed and empty.
    func run(_ queue: CallQueue) async {
        await withDiscardingTaskGroup { group in
            while let call = await queue.next() {
                group.addTask {
                    call.end(await self.answers(to: call, isShadow: queue === self.shadows))
                    queue.release()
                }
            }
        }
    }

    /// Answers of a call that was not made.
    func unasked(
        _ call: ModelCall, _ status: Answer.Status, _ code: AnswerReason.Code,
        _ detail: String? = nil
    ) -> [Answer] {
        answers(status, AnswerReason(code, detail: detail), call, price: .zero)
    }

    private func answers(
        _ status: Answer.Status, _ reason: AnswerReason, _ call: ModelCall, price: Money?
    ) -> [Answer] {
        let latency = clock.nanoseconds() - call.arrival
        return (0..<questions).map { _ in
            Answer(
                path: path, repeatIndex: call.repeatIndex, status: status, reason: reason,
                latency: latency, price: price)
        }
    }
}

// MARK: One call

extension BoundedModel {
    /// What was set aside for a call.
    private struct Reserve {
        var path: WindowedSpendLimit.Reservation
        var shadows: WindowedSpendLimit.Reservation?
    }

    private func answers(to call: ModelCall, isShadow: Bool) async -> [Answer] {
        var time: Duration?
        if isShadow, let shadowDeadline {
            let left = shadowDeadline - .nanoseconds(clock.nanoseconds() - call.arrival)
            guard left > .zero else {
                return unasked(call, .shed, .overload, "waited longer than the deadline")
            }
            time = left
        }
        guard let reserve = reserve(call, isShadow) else {
            return unasked(call, .skipped, .overBudget)
        }
        guard let ticket = breaker.withLock({ $0.admit(at: clock.nanoseconds()) }) else {
            settle(reserve, paid: .zero)
            return unasked(call, .skipped, .breakerOpen)
        }
        let result = await ask(call, within: time)
        record(result, ticket)
        switch result {
        case .answered(let answers):
            let paid = answers.contains(where: \.isRecorded) ? .zero : answers.price
            settle(reserve, paid: paid)
            ledger.spend(paid, tally)
            return answers
        // A call that was cut off may have been charged.
        case .late:
            settle(reserve, paid: nil)
            ledger.spend(nil, tally)
            return answers(.failed, AnswerReason(.timeout), call, price: nil)
        case .cutOff:
            settle(reserve, paid: nil)
            ledger.spend(nil, tally)
            return answers(.shed, AnswerReason(.shuttingDown), call, price: nil)
        }
    }

    private func reserve(_ call: ModelCall, _ isShadow: Bool) -> Reserve? {
        var amount = Money.zero
        if pathLimit.isLimited || isShadow && shadowLimit.isLimited {
            // What cannot be priced cannot be kept below a limit.
            guard let highest = model.highestPrice(of: call.input) else { return nil }
            amount = highest
        }
        let now = clock.now()
        guard let path = pathLimit.reserve(amount, at: now) else { return nil }
        guard isShadow else { return Reserve(path: path) }
        guard let shadows = shadowLimit.reserve(amount, at: now) else {
            pathLimit.settle(path, paid: .zero)
            return nil
        }
        return Reserve(path: path, shadows: shadows)
    }

    private func settle(_ reserve: Reserve, paid: Money?) {
        pathLimit.settle(reserve.path, paid: paid)
        if let shadows = reserve.shadows { shadowLimit.settle(shadows, paid: paid) }
    }

    private enum Result {
        case answered([Answer])
        /// The deadline ended it.
        case late
        /// The end of the process cut it short.
        case cutOff
    }

    private func ask(_ call: ModelCall, within time: Duration?) async -> Result {
        guard let time else { return await ask(call) }
        return await withTaskGroup(of: Result.self) { group in
            group.addTask { await self.ask(call) }
            group.addTask { [clock] in
                try? await clock.sleep(time)
                return .late
            }
            let first = await group.next() ?? .cutOff
            group.cancelAll()
            if case .late = first, Task.isCancelled { return .cutOff }
            return first
        }
    }

    private func ask(_ call: ModelCall) async -> Result {
        do {
            return .answered(try await model.answer(call.input, repeatIndex: call.repeatIndex))
        } catch {
            return .cutOff
        }
    }

    private func record(_ result: Result, _ ticket: CircuitBreaker.Ticket) {
        let hasSucceeded: Bool? =
            switch result {
            case .answered(let answers): !answers.contains { $0.reason?.code.isOutage ?? false }
            case .late: false
            case .cutOff: nil
            }
        breaker.withLock { $0.record(hasSucceeded, ticket, at: clock.nanoseconds()) }
    }
}

extension [Answer] {
    /// What all of them cost; `nil` where that is unknown.
    var price: Money? {
        reduce(Money.zero as Money?) { sum, answer in
            sum.flatMap { sum in answer.price.map { sum + $0 } }
        }
    }
}

extension AnswerReason.Code {
    /// Whether it says that the server is in trouble, and not that it dislikes the request.
    fileprivate var isOutage: Bool {
        switch self {
        case .timeout, .unreachable, .connectionLost, .rateLimited, .httpStatus: true
        default: false
        }
    }
}
