import Decisions
import Models

extension BoundedModel {
    /// How a call ended.
    enum Ending: Sendable {
        case answered([Answer])
        /// The deadline ended it.
        case late
        /// The caller hung up first.
        case callerGone
        /// The end of the process cut it short.
        case cutOff

        /// Whether the server was up to it; `nil` where nothing can be said.
        var hasSucceeded: Bool? {
            switch self {
            case .answered(let answers): !answers.contains { $0.reason?.code.isOutage ?? false }
            case .late: false
            case .callerGone, .cutOff: nil
            }
        }
    }

    /// One call, paid for whatever becomes of it.
    func attempt(_ call: ModelCall, _ reserve: CallPurse.Reserve) async -> Ending {
        let start = clock.nanoseconds()
        do {
            let answers = try await answers(to: call)
            report(answers, to: call, since: start)
            pay(reserve, answers.contains(where: \.isRecorded) ? .zero : answers.price)
            return .answered(answers)
        } catch {
            report(nil, to: call, since: start)
            // A call that was cut off may have been charged.
            pay(reserve, nil)
            return .cutOff
        }
    }

    private func answers(to call: ModelCall) async throws(CancellationError) -> [Answer] {
        if let forwarded = call.forwarded { return try await forwarded.ask(call.repeatIndex) }
        guard let traceparent = call.traceparent else {
            return try await model.answer(call.input, repeatIndex: call.repeatIndex)
        }
        do {
            return try await CallTrace.$traceparent.withValue(traceparent) {
                try await model.answer(call.input, repeatIndex: call.repeatIndex)
            }
        } catch {
            throw CancellationError()
        }
    }

    /// One call that is given up when `time` is over.
    func attempt(
        _ call: ModelCall, _ reserve: CallPurse.Reserve, within time: Duration
    ) async -> Ending {
        await withTaskGroup(of: Ending.self) { group in
            group.addTask { await self.attempt(call, reserve) }
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

    /// One call, hedged where that is asked for, that is given up when the caller is gone.
    func attempt(
        _ call: ModelCall, _ reserve: CallPurse.Reserve, until hangUp: Awaited<Void>,
        hedgedAfter wait: Duration?
    ) async -> Ending {
        await withTaskGroup(of: Ending.self) { group in
            group.addTask {
                guard let wait else { return await self.attempt(call, reserve) }
                return await self.attempt(call, reserve, hedgedAfter: wait)
            }
            group.addTask {
                await hangUp.value
                return .callerGone
            }
            let first = await group.next() ?? .cutOff
            group.cancelAll()
            hangUp.resolve(())
            return first
        }
    }

    /// One call, and another one beside it where the first has not come back after `wait`.
    ///
    /// The first reply that shows no outage counts, and bears the price of both; what was cut off
    /// counts at the most that it can cost.
    func attempt(
        _ call: ModelCall, _ reserve: CallPurse.Reserve, hedgedAfter wait: Duration
    ) async -> Ending {
        await withTaskGroup(of: Ending?.self) { group in
            group.addTask { await self.attempt(call, reserve) }
            group.addTask { [clock] in
                try? await clock.sleep(wait)
                return nil
            }
            var underWay = 1
            var extra: Money? = .zero
            while let next = await group.next() {
                guard let ending = next else {
                    // The wait is over; only a call that is still out is hedged.
                    guard underWay == 1, !Task.isCancelled, let second = self.reserve(call) else {
                        continue
                    }
                    underWay = 2
                    group.addTask { await self.attempt(call, second) }
                    continue
                }
                underWay -= 1
                guard underWay > 0, ending.hasSucceeded != true else {
                    group.cancelAll()
                    let other = underWay > 0 ? self.model.highestPrice(of: call.input) : .zero
                    return ending.costing(extra.flatMap { sum in other.map { sum + $0 } })
                }
                let paid =
                    if case .answered(let answers) = ending { answers.price } else { Money?.none }
                let most = paid ?? self.model.highestPrice(of: call.input)
                extra = extra.flatMap { sum in most.map { sum + $0 } }
            }
            return .cutOff
        }
    }
}

extension BoundedModel.Ending {
    /// The same with what else was paid for it; `nil` leaves the price unknown.
    fileprivate func costing(_ extra: Money?) -> Self {
        guard case .answered(var answers) = self, extra != .zero, !answers.isEmpty else {
            return self
        }
        for index in answers.indices {
            let share = index == 0 ? extra : extra.map { _ in .zero }
            answers[index].price = answers[index].price.flatMap { price in
                share.map { price + $0 }
            }
        }
        return .answered(answers)
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
