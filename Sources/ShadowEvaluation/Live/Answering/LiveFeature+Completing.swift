import Decisions
import Evidence

extension LiveFeature {
    /// Answers the caller from what the paths have said, logs it, and starts the shadows.
    func complete(_ progress: consuming RequestInProgress) -> LiveDecision {
        let shadows = plan(&progress)
        let isRelayed = isRelayed(progress)
        let answers = shown(progress, isRelayed: isRelayed)
        let record = record(progress, answers, shadows)
        var decision = LiveDecision(
            requestID: progress.requestID, caseID: progress.request.case.id, answers: answers,
            inCharge: record.inCharge, inChargeProbability: record.inChargeProbability,
            isHidden: record.isHidden, logging: .written, isRelayed: isRelayed)
        decision.logging = sink.append(.decision(record))
        state.ledger.answer(
            decision, paths, progress.answers, repeats: shadows.filter { $0.repeatIndex > 0 },
            agreement: agreement(progress, answers))
        for shadow in shadows where shadow.answers == nil {
            start(shadow, progress, answers.map(\.inCharge))
        }
        return decision
    }

    private func shown(_ progress: RequestInProgress, isRelayed: Bool) -> [LiveAnswer] {
        zip(progress.questions, progress.observationIDs).map { question, id in
            var shown = showing.shown(
                question, progress.answers, arm: progress.assignment.arm, heuristic: heuristic)
            if isRelayed, shown.inCharge.code == nil { shown.source = .upstream }
            return LiveAnswer(
                question: question, observationID: id, code: shown.code,
                probabilities: shown.probabilities, source: shown.source, rule: shown.rule,
                needsReview: shown.source == .prior, inCharge: shown.inCharge)
        }
    }

    /// Whether the caller gets the reply of the server that its request was for.
    private func isRelayed(_ progress: RequestInProgress) -> Bool {
        guard case .path(let index) = progress.assignment.arm,
            let forwarded = progress.forwarded(for: paths[index])
        else { return false }
        return forwarded.hasReply()
    }

    private func record(
        _ progress: RequestInProgress, _ answers: [LiveAnswer], _ shadows: [PlannedShadow]
    ) -> DecisionRecord {
        DecisionRecord(
            feature: feature.name, requestID: progress.requestID, time: progress.time,
            case: progress.request.case, isRetry: progress.request.isRetry, versions: versions,
            inCharge: progress.assignment.name,
            inChargeProbability: progress.assignment.probability,
            holdoutProbability: progress.assignment.holdoutProbability,
            isHidden: progress.assignment.isHidden,
            entries: answers.map { entry($0, progress, shadows) },
            pending: shadows.filter { $0.answers == nil }.map { shadow in
                DecisionRecord.Pending(
                    path: progress.version(of: paths[shadow.path]), repeatIndex: shadow.repeatIndex,
                    inclusionProbability: shadow.probability)
            })
    }

    private func entry(
        _ shown: LiveAnswer, _ progress: RequestInProgress, _ shadows: [PlannedShadow]
    ) -> DecisionRecord.Entry {
        var logged: [VersionedAnswer] = []
        logged.reserveCapacity(paths.count)
        for (path, answers) in zip(paths, progress.answers) {
            guard let answers else { continue }
            logged.append(
                VersionedAnswer(
                    answers[shown.question], version: progress.version(of: path).version))
        }
        for shadow in shadows where shadow.repeatIndex > 0 {
            guard let answers = shadow.answers else { continue }
            logged.append(
                VersionedAnswer(
                    answers[shown.question],
                    version: progress.version(of: paths[shadow.path]).version))
        }
        return DecisionRecord.Entry(
            id: shown.observationID, question: shown.question, answers: logged,
            shown: shown.source == .upstream ? nil : shown.code, shownFrom: shown.source.name,
            needsReview: shown.needsReview)
    }

    /// By path, the answers at hand that agree and that do not with those in charge.
    private func agreement(
        _ progress: RequestInProgress, _ shown: [LiveAnswer]
    ) -> [Agreement] {
        zip(paths, progress.answers).map { path, answers in
            var agreement = Agreement()
            guard let answers else { return agreement }
            for answer in shown where answer.inCharge.path != path.name {
                agreement.count(
                    comparators[answer.question].compare(
                        answers[answer.question], answer.inCharge))
            }
            return agreement
        }
    }
}

/// How many answers agree with those in charge.
struct Agreement: Sendable {
    var agreed = 0
    var disagreed = 0

    mutating func count(_ comparison: Comparator.Comparison) {
        switch comparison {
        case .same: agreed += 1
        case .different: disagreed += 1
        case .notCompared: break
        }
    }
}
