import Decisions
package import Evidence

/// The cases that judges labelled, with what the paths answered and, where it is known, the truth.
///
/// With a label plan, they are those that its judge had labelled when it was fixed. Some 100 bytes a
/// case.
package struct JudgedSample: Sendable {
    private struct Opinion {
        var time: Timestamp
        var option: Int
        var confidence: Double?
    }

    private struct Item {
        var time = Int64.min
        var user: String?
        var truth: Int?
        var heuristic: Int?
        var model: Int?
        /// What judges said, by rater: the latest of each.
        var opinions: [String: Opinion] = [:]
    }

    let input: VerdictInput
    private var items: [Int: Item] = [:]

    package init(_ input: VerdictInput) {
        self.input = input
    }

    /// Takes in an observation of any question; answers of a case that comes again replace earlier
    /// ones.
    package mutating func append(_ observation: LoggedObservation) {
        guard input.outcome.dependsOnAnswer == .no, input.counts(observation) else { return }
        let opinions = opinions(in: observation)
        guard !opinions.isEmpty else { return }
        var item = items[observation.caseNumber, default: Item()]
        item.time = observation.time?.microseconds ?? .min
        item.user = observation.user
        item.truth = input.truth(of: observation)
        item.opinions = opinions
        if let answer = input.answer(of: input.heuristic, in: observation) {
            item.heuristic = input.slot(answer)
        }
        if let model = input.model, let answer = input.answer(of: model, in: observation) {
            item.model = input.slot(answer)
        }
        items[observation.caseNumber] = item
    }

    /// How many of the cases put to both paths each judge labelled.
    var labels: [String: Int] {
        var labels: [String: Int] = [:]
        for item in items.values where item.heuristic != nil && item.model != nil {
            for judge in item.opinions.keys { labels[judge, default: 0] += 1 }
        }
        return labels
    }

    /// The judge that labelled most of the cases put to both paths; nil where none did.
    var busiest: String? {
        labels.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
    }

    /// The cases put to both paths that a judge labelled, in their order.
    func cases(of judge: String) -> [JudgedCase] {
        items.sorted { ($0.value.time, $0.key) < ($1.value.time, $1.key) }.compactMap {
            number, item in
            guard let opinion = item.opinions[judge], let heuristic = item.heuristic,
                let model = item.model
            else { return nil }
            return JudgedCase(
                number: number, user: item.user, truth: item.truth, opinion: opinion.option,
                confidence: opinion.confidence, heuristic: heuristic, model: model)
        }
    }

    private func opinions(in observation: LoggedObservation) -> [String: Opinion] {
        if let plan = input.labelPlan, observation.caseNumber > plan.lastCase { return [:] }
        var latest: [String: Opinion] = [:]
        for outcome in observation.outcomes
        where outcome.source == Outcome.Source.judge.rawValue && counts(outcome) {
            guard let option = input.question.code(of: outcome.value) else { continue }
            let time = outcome.observedAt ?? outcome.receivedAt
            let judge = outcome.rater ?? ""
            if let known = latest[judge], known.time > time { continue }
            latest[judge] = Opinion(time: time, option: option, confidence: outcome.confidence)
        }
        return latest
    }

    private func counts(_ outcome: LoggedOutcome) -> Bool {
        guard let plan = input.labelPlan else { return input.knows(outcome) }
        return outcome.rater == plan.judge && outcome.receivedAt <= plan.frozenAt
    }
}
