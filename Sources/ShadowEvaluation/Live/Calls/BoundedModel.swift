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
    let model: any ModelAnswering
    private let path: String
    private let questions: Int
    private let tally: Int
    private let ledger: Ledger
    private let reports: CallReports
    private let definition: ModelDefinition?
    private let breaker = Mutex(CircuitBreaker())
    private let purse: CallPurse
    private let shadowDeadline: Duration?
    /// How long a call in charge may take before it is made once more.
    private let hedge: Duration?
    let clock: LiveClock

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
        reports = state.calls
        purse = CallPurse(
            path: state.spending.path(path.name), shadows: state.spending.shadows)
        shadowDeadline = feature.shadow.deadline
        definition = feature.path(named: path.name)?.model
        hedge = definition?.hedge
        inCharge = CallQueue(
            capacity: feature.shadow.queue, width: definition?.concurrency ?? Self.usualWidth)
        shadows = CallQueue(
            capacity: feature.shadow.queue, width: feature.shadow.concurrency)
        purse.path.set(
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

    /// Runs the calls of a queue until it is closed and empty, on `executors` in turn.
    func run(_ queue: CallQueue, on executors: [any TaskExecutor]) async {
        await withDiscardingTaskGroup { group in
            var turn = 0
            while let call = await queue.next() {
                let executor = executors.isEmpty ? nil : executors[turn % executors.count]
                turn += 1
                group.addTask(executorPreference: executor) {
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
    private func answers(to call: ModelCall, isShadow: Bool) async -> [Answer] {
        var time: Duration?
        if isShadow, let shadowDeadline {
            let left = shadowDeadline - .nanoseconds(clock.nanoseconds() - call.arrival)
            guard left > .zero else {
                return unasked(call, .shed, .overload, "waited longer than the deadline")
            }
            time = left
        }
        guard call.hangUp?.isOpen ?? true else { return unasked(call, .shed, .callerGone) }
        guard let reserve = reserve(call, isShadow: isShadow) else {
            return unasked(call, .skipped, .overBudget)
        }
        guard let ticket = breaker.withLock({ $0.admit(at: clock.nanoseconds()) }) else {
            purse.settle(reserve, paid: .zero)
            return unasked(call, .skipped, .breakerOpen)
        }
        let ending =
            if let time {
                await attempt(call, reserve, within: time)
            } else if let hangUp = call.hangUp {
                await attempt(call, reserve, until: hangUp, hedgedAfter: hedge)
            } else {
                await attempt(call, reserve)
            }
        breaker.withLock { $0.record(ending.hasSucceeded, ticket, at: clock.nanoseconds()) }
        switch ending {
        case .answered(let answers): return answers
        case .late: return answers(.failed, AnswerReason(.timeout), call, price: nil)
        case .callerGone: return answers(.shed, AnswerReason(.callerGone), call, price: nil)
        case .cutOff: return answers(.shed, AnswerReason(.shuttingDown), call, price: nil)
        }
    }

    func reserve(_ call: ModelCall, isShadow: Bool = false) -> CallPurse.Reserve? {
        purse.reserve(model, call.input, isShadow: isShadow, at: clock.moment)
    }

    /// Tells of a call that began at `start`; `nil` answers were cut off.
    func report(_ answers: [Answer]?, to call: ModelCall, since start: Int64) {
        guard let definition, answers?.contains(where: \.isRecorded) != true else { return }
        let tokens = answers?.compactMap(\.tokens) ?? []
        let failed = answers?.first { $0.status == .failed }
        reports.report(
            ModelCallReport(
                path: path, api: definition.api, model: definition.model,
                duration: clock.nanoseconds() - start,
                tokens: tokens.isEmpty
                    ? nil
                    : TokenUsage(
                        input: tokens.reduce(0) { $0 + $1.input },
                        output: tokens.reduce(0) { $0 + $1.output }),
                isForwarded: call.forwarded != nil,
                failure: answers == nil ? "cancelled" : failed?.reason?.code.rawValue,
                detail: failed?.reason?.detail))
    }

    func pay(_ reserve: CallPurse.Reserve, _ price: Money?) {
        purse.settle(reserve, paid: price)
        ledger.spend(price, tally)
    }
}
