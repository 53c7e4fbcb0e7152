import Decisions
import Evidence

extension LiveFeature {
    /// Decides which models are asked in the shadow, and takes places for them.
    ///
    /// Every path that is not asked gets its answers in `progress`: why not, and with what
    /// probability it would have been.
    func plan(_ progress: inout RequestInProgress) -> [PlannedShadow] {
        var planned: [PlannedShadow] = []
        var probability: Double?
        for index in paths.indices where paths[index].isModel {
            var first: PlannedShadow?
            if progress.answers[index] == nil {
                let share = probability ?? self.probability(of: progress)
                probability = share
                let draw = sampler.draw(progress.caseHash, path: index, probability: share)
                guard draw.isIncluded else {
                    progress.answers[index] = paths[index].unasked(
                        .skipped, AnswerReason(.notSampled), feature.questions,
                        inclusionProbability: share)
                    continue
                }
                let shadow = admit(
                    PlannedShadow(path: index, probability: share), progress.switches)
                progress.answers[index] = shadow.answers
                planned.append(shadow)
                first = shadow
            }
            let isAsked =
                first.map { $0.answers == nil } ?? wasAsked(index, progress)
            if isAsked, let again = repeated(index, first?.probability ?? 1, progress) {
                planned.append(again)
            }
        }
        return planned
    }

    /// Whether a model in charge came to be called.
    private func wasAsked(_ path: Int, _ progress: RequestInProgress) -> Bool {
        switch progress.answers[path]?.first?.status {
        case .answered, .abstained, .failed: true
        case .skipped, .shed, nil: false
        }
    }

    private func repeated(
        _ path: Int, _ probability: Double, _ progress: RequestInProgress
    ) -> PlannedShadow? {
        let draw = sampler.drawAgain(progress.caseHash, path: path, probability: probability)
        guard draw.isIncluded else { return nil }
        return admit(
            PlannedShadow(path: path, repeatIndex: 1, probability: draw.probability),
            progress.switches)
    }

    /// Takes a place for a shadow, or says why it gets none.
    private func admit(_ planned: PlannedShadow, _ switches: LiveSwitches) -> PlannedShadow {
        let path = paths[planned.path]
        guard let model = path.model else { return planned }
        var planned = planned
        func refuse(_ status: Answer.Status, _ reason: AnswerReason) {
            planned.answers = path.unasked(
                status, reason, feature.questions, repeatIndex: planned.repeatIndex,
                inclusionProbability: planned.probability)
        }
        if let reason = model.obstacle(switches, isShadow: true) {
            refuse(.skipped, reason)
        } else if !model.shadows.reserve() {
            refuse(.shed, AnswerReason(model.shadows.isClosed ? .shuttingDown : .overload))
        }
        return planned
    }

    private func probability(of progress: RequestInProgress) -> Double {
        var signs = ShadowSampler.Signs()
        if sampler.readsSigns, let heuristic, let answers = progress.answers[heuristic] {
            for question in progress.questions {
                let answer = answers[question]
                if answer.status != .answered { signs.isAbstained = true }
                if let code = answer.code, !answer.probabilities.isEmpty,
                    answer.probabilities[code] < sampler.unsureBelow
                {
                    signs.isUnsure = true
                }
                if case .path(let index) = progress.assignment.arm,
                    let inCharge = progress.answers[index]?[question],
                    comparators[question].compare(answer, inCharge) == .different
                {
                    signs.isDisputed = true
                }
            }
        }
        return sampler.probability(
            progress.slices, signs, sample: progress.switches.shadowSample)
    }

    /// Puts a shadow into its place; its end is logged, whatever it is.
    func start(
        _ shadow: PlannedShadow, _ progress: RequestInProgress, _ inCharge: [Answer]
    ) {
        let path = paths[shadow.path]
        guard let model = path.model else { return }
        let requestID = progress.requestID
        let questions = progress.questions
        let ids = progress.observationIDs
        let version = progress.version(of: path).version
        let call = ModelCall(
            input: progress.request.case.input, repeatIndex: shadow.repeatIndex,
            arrival: progress.arrival, forwarded: progress.forwarded(for: path),
            traceparent: progress.request.traceparent
        ) { [self] answers in
            let asked = answers.borne(by: questions).map { answer in
                var answer = answer
                answer.inclusionProbability = shadow.probability
                return answer
            }
            let record = ShadowRecord(
                feature: feature.name, requestID: requestID,
                answers: zip(ids, asked).map {
                    ($0, VersionedAnswer($1, version: version))
                })
            var agreement = Agreement()
            for (question, pair) in zip(questions, zip(asked, inCharge))
            where shadow.repeatIndex == 0 {
                agreement.count(comparators[question].compare(pair.0, pair.1))
            }
            state.ledger.end(
                asked, path.tally, repeatIndex: shadow.repeatIndex, agreement,
                sink.append(.shadow(record)))
        }
        guard model.shadows.submit(call) else {
            return call.end(model.unasked(call, .shed, .shuttingDown))
        }
    }
}

extension [Answer] {
    /// The answers to the asked questions, in their order; they bear the price of the whole call.
    func borne(by questions: [Int]) -> [Answer] {
        guard questions.count < count else { return questions.map { self[$0] } }
        let total = price
        let share = total.map { $0.nanoUSD / Int64(Swift.max(1, questions.count)) }
        let rest = total.map { $0.nanoUSD - (share ?? 0) * Int64(questions.count) }
        return questions.enumerated().map { place, question in
            var answer = self[question]
            answer.price = share.map { Money(nanoUSD: $0 + (place == 0 ? rest ?? 0 : 0)) }
            return answer
        }
    }
}
