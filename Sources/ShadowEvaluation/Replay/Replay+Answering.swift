import Decisions
import Evidence
import Models

extension Replay {
    /// Answers registered cases by rules alone.
    func answerByRules(_ cases: [RegisteredCase], into log: inout ReplayLog) {
        let heuristics = heuristics()
        for registered in cases {
            log.add(registered, heuristics.isEmpty ? [] : answers(registered, heuristics))
        }
    }

    /// The paths that are rules, by their index; to be used by one task.
    func heuristics() -> [Int: HeuristicAnswering] {
        var heuristics: [Int: HeuristicAnswering] = [:]
        for (index, path) in paths.enumerated() {
            guard case .heuristic(let ruleSet) = path.kind else { continue }
            heuristics[index] = HeuristicAnswering(path: path.name, ruleSet, clock: clock)
        }
        return heuristics
    }

    /// The rules' answers to a case, by question.
    func answers(
        _ registered: RegisteredCase, _ heuristics: [Int: HeuristicAnswering]
    ) -> [[VersionedAnswer]] {
        var byQuestion = feature.questions.map { _ in [VersionedAnswer]() }
        for (path, _) in registered.wanted {
            guard let heuristic = heuristics[path] else { continue }
            for (question, answer) in heuristic.answer(registered.case.input).enumerated() {
                byQuestion[question].append(
                    VersionedAnswer(answer, version: paths[path].version.version))
            }
        }
        return byQuestion
    }

    /// Asks models about one case of `queue` after the other, until the run has something to do.
    func answerByModels(
        _ queue: CaseQueue, _ progress: ReplayProgress, _ stop: ReplayStop
    ) async throws {
        while !stop.isRequested, !progress.hasStopReason, output?.failure == nil,
            let (registered, byRules) = queue.take()
        {
            guard let byModels = try await modelAnswers(registered, progress, stop) else { return }
            if queue.add(registered, zip(byRules, byModels).map { $0 + $1 }) { return }
        }
    }

    /// The models' answers to a case, by question; `nil` where none was asked.
    ///
    /// Where the spend limit or a stop forbids a further call, those that were paid for are kept:
    /// the next run asks for the rest.
    func modelAnswers(
        _ registered: RegisteredCase, _ progress: ReplayProgress, _ stop: ReplayStop
    ) async throws -> [[VersionedAnswer]]? {
        var byQuestion = feature.questions.map { _ in [VersionedAnswer]() }
        for (index, repeatIndex) in registered.wanted {
            if stop.isRequested || output?.failure != nil { break }
            guard case .model(let model) = paths[index].kind else { continue }
            guard let answers = try await ask(model, registered.case.input, repeatIndex) else {
                progress.update { $0.stopReason = .spendLimit(spendLimit.limit ?? .zero) }
                break
            }
            for (question, answer) in answers.enumerated() {
                byQuestion[question].append(
                    VersionedAnswer(answer, version: paths[index].version.version))
            }
        }
        return byQuestion.contains { !$0.isEmpty } ? byQuestion : nil
    }

    /// One call, within the spend limit; `nil` where that forbids it.
    private func ask(
        _ model: any ModelAnswering, _ input: CaseInput, _ repeatIndex: Int
    ) async throws -> [Answer]? {
        let isLimited = spendLimit.limit != nil
        let reserve = isLimited ? model.highestPrice(of: input) ?? .zero : .zero
        guard spendLimit.reserve(reserve) else { return nil }
        do {
            let answers = try await model.answer(input, repeatIndex: repeatIndex)
            settle(reserve, answers)
            return answers
        } catch {
            // A call that was cut off may have been charged: the reserve stays spent.
            spendLimit.settle(reserved: reserve, paid: reserve)
            throw error
        }
    }

    /// A recorded answer's price was paid when it was recorded.
    private func settle(_ reserve: Money, _ answers: [Answer]) {
        guard !answers.contains(where: \.isRecorded) else {
            return spendLimit.settle(reserved: reserve, paid: .zero)
        }
        let prices = answers.map(\.price)
        let paid = prices.contains(nil) ? nil : prices.compactMap(\.self).reduce(.zero, +)
        spendLimit.settle(reserved: reserve, paid: paid)
    }
}
