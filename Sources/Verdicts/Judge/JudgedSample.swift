import Decisions
package import Evidence

/// The cases that judges labelled, with what the paths answered and, where it is known, the truth.
///
/// Some 100 bytes a case.
package struct JudgedSample: Sendable {
    struct Item: Sendable {
        var time = Int64.min
        var user: String?
        var truth: Int?
        var heuristic: Int?
        var model: Int?
        /// What judges said, by rater: the latest of each.
        var opinions: [String: Int] = [:]
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
            item.heuristic = slot(answer)
        }
        if let model = input.model, let answer = input.answer(of: model, in: observation) {
            item.model = slot(answer)
        }
        items[observation.caseNumber] = item
    }

    /// The judge that labelled most of the cases put to both paths, and those cases with its labels:
    /// of each user the first.
    func busiest() -> (judge: String, others: Int, cases: [JudgedCase])? {
        let asked = items.filter { $0.value.heuristic != nil && $0.value.model != nil }
        var labels: [String: Int] = [:]
        for item in asked.values {
            for judge in item.opinions.keys { labels[judge, default: 0] += 1 }
        }
        let order = labels.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard let judge = order.first?.key else { return nil }
        var users: Set<String> = []
        let ordered = asked.sorted { ($0.value.time, $0.key) < ($1.value.time, $1.key) }
        let cases = ordered.compactMap { _, item -> JudgedCase? in
            guard let opinion = item.opinions[judge], let heuristic = item.heuristic,
                let model = item.model
            else { return nil }
            if input.unit == .user, let user = item.user, !users.insert(user).inserted {
                return nil
            }
            return JudgedCase(
                truth: item.truth, opinion: opinion, heuristic: heuristic, model: model)
        }
        return (judge, labels.count - 1, cases)
    }

    private func opinions(in observation: LoggedObservation) -> [String: Int] {
        var latest: [String: (time: Timestamp, option: Int)] = [:]
        for outcome in observation.outcomes
        where outcome.source == Outcome.Source.judge.rawValue && input.knows(outcome) {
            guard let option = input.question.code(of: outcome.value) else { continue }
            let time = outcome.observedAt ?? outcome.receivedAt
            let judge = outcome.rater ?? ""
            if let known = latest[judge], known.time > time { continue }
            latest[judge] = (time, option)
        }
        return latest.mapValues(\.option)
    }

    private func slot(_ answer: LoggedAnswer) -> Int {
        let options = input.question.options.count
        return switch answer.status {
        case .answered: answer.value.flatMap(input.question.code(of:)) ?? options + 1
        case .abstained: options
        case .failed, .skipped, .shed: options + 1
        }
    }
}

/// A case that a judge labelled: options by index, what a path did by slot.
struct JudgedCase: Sendable {
    var truth: Int?
    var opinion: Int
    var heuristic: Int
    var model: Int

    /// Which labels people are asked for differs by it.
    enum Kind: CaseIterable {
        /// Both answered, and not the same.
        case differing
        /// One of them alone has an answer, or one abstained where the other failed.
        case silent
        case agreeing
    }

    func kind(options: Int) -> Kind {
        if heuristic == model { return .agreeing }
        return max(heuristic, model) < options ? .differing : .silent
    }
}
