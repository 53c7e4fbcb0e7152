import Decisions
import Evidence
import Models

extension LiveFeature {
    /// Waits for the model in charge, and then answers.
    func finish(_ pending: LivePending) async -> LiveDecision {
        var progress = pending.request
        let path = paths[pending.model]
        progress.answers[pending.model] =
            (try? await path.model?.answer(progress.request.case.input, repeatIndex: 0))
            ?? path.unasked(.shed, AnswerReason(.shuttingDown), feature.questions)
        return complete(progress)
    }

    /// Answers the caller from what the paths have said, logs it, and starts the shadows.
    func complete(_ progress: RequestInProgress) -> LiveDecision {
        let answers = zip(progress.questions, progress.observationIDs).map { question, id in
            let shown = showing.shown(
                question, progress.answers, arm: progress.assignment.arm, heuristic: heuristic)
            return LiveAnswer(
                question: question, observationID: id, code: shown.code,
                probabilities: shown.probabilities, source: shown.source, rule: shown.rule,
                needsReview: shown.source == .prior, inCharge: shown.inCharge)
        }
        let record = DecisionRecord(
            feature: feature.name, requestID: progress.requestID, time: progress.time,
            case: progress.request.case, isRetry: progress.request.isRetry, versions: versions,
            inCharge: progress.assignment.name,
            inChargeProbability: progress.assignment.probability,
            holdoutProbability: progress.assignment.holdoutProbability,
            isHidden: progress.assignment.isHidden,
            entries: answers.map { entry($0, progress) }, pending: [])
        return LiveDecision(
            requestID: progress.requestID, caseID: progress.request.case.id, answers: answers,
            inCharge: progress.assignment.name,
            inChargeProbability: progress.assignment.probability,
            isHidden: progress.assignment.isHidden, logging: sink.append(.decision(record)))
    }

    private func entry(
        _ shown: LiveAnswer, _ progress: RequestInProgress
    ) -> DecisionRecord.Entry {
        var logged: [VersionedAnswer] = []
        logged.reserveCapacity(paths.count)
        for (path, answers) in zip(paths, progress.answers) {
            guard let answers else { continue }
            logged.append(
                VersionedAnswer(answers[shown.question], version: path.version.version))
        }
        return DecisionRecord.Entry(
            id: shown.observationID, question: shown.question, answers: logged,
            shown: shown.code, shownFrom: shown.source.name, needsReview: shown.needsReview)
    }
}
