import Decisions

extension LiveFeature {
    /// Asks the model in charge, unless something keeps it from being asked.
    func ask(_ model: Int, _ progress: RequestInProgress, deadline: Duration?) -> LiveStep {
        guard let bounded = paths[model].model else { return .answered(complete(progress)) }
        func refuse(_ status: Answer.Status, _ reason: AnswerReason) -> LiveStep {
            var progress = progress
            progress.answers[model] = paths[model].unasked(status, reason, feature.questions)
            return .answered(complete(progress))
        }
        if let reason = bounded.obstacle(progress.switches, isShadow: false) {
            return refuse(.skipped, reason)
        }
        guard bounded.inCharge.reserve() else {
            return refuse(
                .shed, AnswerReason(bounded.inCharge.isClosed ? .shuttingDown : .overload))
        }
        let answers = Awaited<[Answer]?>()
        let hangUp = Awaited<Void>()
        let call = ModelCall(
            input: progress.request.case.input, repeatIndex: 0, arrival: progress.arrival,
            forwarded: progress.forwarded(for: paths[model]),
            traceparent: progress.request.traceparent, hangUp: hangUp
        ) { answers.resolve($0) }
        if !bounded.inCharge.submit(call) {
            call.end(bounded.unasked(call, .shed, .shuttingDown))
        }
        return .waiting(
            LivePending(
                feature: self, request: progress, model: model, answers: answers,
                deadline: deadline, hangUp: hangUp))
    }

    /// Waits for the model in charge, and then answers.
    func finish(_ pending: LivePending) async -> LiveDecision {
        var progress = pending.request
        let answers = await withTaskCancellationHandler {
            await self.answers(of: pending) ?? late(pending)
        } onCancel: {
            pending.hangUp.resolve(())
        }
        progress.answers[pending.model] = spread(
            answers.borne(by: progress.questions), answers, progress)
        return complete(progress)
    }

    /// The answers of the model in charge; `nil` where they have not come in time.
    ///
    /// The call goes on: it is paid for anyway, and its slot is free when it is over.
    private func answers(of pending: LivePending) async -> [Answer]? {
        guard let deadline = pending.deadline else { return await pending.answers.value }
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { [clock] in
                // A caller that has gone away cancels this too, and with it the call.
                do { try await clock.sleep(deadline) } catch { return }
                pending.answers.resolve(nil)
            }
            let answers = await pending.answers.value
            group.cancelAll()
            return answers
        }
    }

    private func late(_ pending: LivePending) -> [Answer] {
        let latency = clock.nanoseconds() - pending.request.arrival
        return feature.questions.map { _ in
            Answer(
                path: paths[pending.model].name, status: .failed,
                reason: AnswerReason(.timeout, detail: "past the deadline of the cascade"),
                latency: latency)
        }
    }

    /// Puts the answers to the asked questions back among all.
    private func spread(
        _ asked: [Answer], _ all: [Answer], _ progress: RequestInProgress
    ) -> [Answer] {
        var all = all
        for (question, answer) in zip(progress.questions, asked) { all[question] = answer }
        return all
    }
}
