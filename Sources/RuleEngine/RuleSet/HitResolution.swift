/// How the rules that fire come to the answer of one question.
final class HitResolution: Sendable {
    let hitPolicy: HitPolicy
    let aggregation: Aggregation?
    /// What each rule gives.
    let outputs: [RuleOutput]
    let thresholds: Thresholds?
    /// From the number that is aggregated to the probability of each option, or from the lead of a
    /// vote to the probability that its winner is right; `nil` where neither is known.
    let curve: LogisticCurve?
    /// Whether the file leaves the curve to a measurement.
    let isCurveMeasured: Bool
    /// The probability of each rule's output, as stated or measured; `nil` where none is known.
    let confidences: [Double?]
    let otherwise: Otherwise
    /// The probability of what `otherwise` gives.
    let otherwiseConfidence: Double?

    init(
        hitPolicy: HitPolicy, aggregation: Aggregation?, outputs: [RuleOutput],
        thresholds: Thresholds?, curve: LogisticCurve?, isCurveMeasured: Bool,
        confidences: [Double?], otherwise: Otherwise, otherwiseConfidence: Double?
    ) {
        self.hitPolicy = hitPolicy
        self.aggregation = aggregation
        self.outputs = outputs
        self.thresholds = thresholds
        self.curve = curve
        self.isCurveMeasured = isCurveMeasured
        self.confidences = confidences
        self.otherwise = otherwise
        self.otherwiseConfidence = otherwiseConfidence
    }

    /// No rules at all.
    static let empty = HitResolution(
        hitPolicy: .first, aggregation: nil, outputs: [], thresholds: nil,
        curve: nil, isCurveMeasured: false, confidences: [], otherwise: .abstain,
        otherwiseConfidence: nil)

    /// Returns what follows from the rule at `index`, or from `otherwise`.
    func decision(byRule index: Int?) -> RuleDecision {
        let output = index.map { outputs[$0] } ?? otherwise.output
        let confidence = index.map { confidences[$0] } ?? otherwiseConfidence
        switch output {
        case .option(let code):
            return .decided(code: code, rule: index, confidence: confidence)
        case .abstain, .number: return .abstained(rule: index)
        }
    }

    /// Returns what follows where all rules were looked at and `hits` are those that fired.
    ///
    /// `order` numbers the rules by priority, the highest first.
    func decision(byHits hits: [Int], order: [Int]) -> RuleDecision {
        guard let first = hits.first else { return decision(byRule: nil) }
        switch hitPolicy {
        case .first, .ruleOrder: return decision(byRule: first)
        case .unique:
            return hits.count == 1 ? decision(byRule: first) : .ambiguous(rules: hits)
        case .any:
            let agree = hits.allSatisfy { outputs[$0] == outputs[first] }
            return agree ? decision(byRule: first) : .ambiguous(rules: hits)
        case .priority, .outputOrder:
            return decision(byRule: hits.min { order[$0] < order[$1] })
        case .collect: return collected(hits)
        }
    }

    /// Returns the rules that fired in the order of the hit policy.
    func inOrder(_ hits: [Int], _ order: [Int]) -> [Int] {
        guard hitPolicy == .priority || hitPolicy == .outputOrder else { return hits }
        return hits.sorted { (order[$0], $0) < (order[$1], $1) }
    }

    // MARK: Collect

    private func collected(_ hits: [Int]) -> RuleDecision {
        guard let aggregation else { return voted(hits) }
        guard let thresholds else { return extreme(hits, aggregation) }
        let total = total(of: hits) ?? 0
        guard let code = thresholds.code(for: total) else { return decision(byRule: nil) }
        return .decided(
            code: code, rule: decisive(hits, aggregation),
            confidence: curve?.probability(ofLevel: code, at: total), points: total)
    }

    /// What the numbers of `hits` come to; `nil` where they are not aggregated to a number.
    func total(of hits: [Int]) -> Double? {
        guard thresholds != nil, let aggregation, !hits.isEmpty else { return nil }
        switch aggregation {
        case .count: return Double(hits.count)
        case .sum: return hits.reduce(0) { $0 + number($1) }
        case .min: return hits.lazy.map(number).min()
        case .max: return hits.lazy.map(number).max()
        }
    }

    private func number(_ index: Int) -> Double {
        if case .number(let number) = outputs[index] { number } else { 0 }
    }

    /// The rule that stands for the number: the extreme one, or the largest part of a sum.
    private func decisive(_ hits: [Int], _ aggregation: Aggregation) -> Int? {
        switch aggregation {
        case .count: hits.first
        case .min: hits.min { number($0) < number($1) }
        case .max, .sum:
            hits.reduce(hits.first) { best, hit in
                guard let best else { return hit }
                let isSum = aggregation == .sum
                let (one, other) = (number(hit), number(best))
                return (isSum ? abs(one) > abs(other) : one > other) ? hit : best
            }
        }
    }

    /// The lowest or highest option; rules that abstain have no place in the order.
    private func extreme(_ hits: [Int], _ aggregation: Aggregation) -> RuleDecision {
        var best: (code: Int, rule: Int)?
        for hit in hits {
            guard case .option(let code) = outputs[hit] else { continue }
            let isBetter = best.map { aggregation == .min ? code < $0.code : code > $0.code }
            if isBetter ?? true { best = (code, hit) }
        }
        return decision(byRule: best?.rule ?? hits.first)
    }

    /// The output that most rules give; a tie is ambiguous.
    private func voted(_ hits: [Int]) -> RuleDecision {
        let votes = votes(of: hits)
        guard let (winner, lead) = votes, lead > 0 else { return .ambiguous(rules: hits) }
        let decision = decision(byRule: winner)
        // What one rule states of itself says nothing of the vote.
        guard case .decided(let code, let rule, _, _) = decision else { return decision }
        return .decided(
            code: code, rule: rule, confidence: curve?.probability(of: Double(lead)))
    }

    /// The first rule for the output that most of `hits` give, and by how many votes it leads.
    private func votes(of hits: [Int]) -> (winner: Int, lead: Int)? {
        var votes: [RuleOutput: (count: Int, first: Int)] = [:]
        for hit in hits { votes[outputs[hit], default: (0, hit)].count += 1 }
        let ranked = votes.values.sorted { ($1.count, $0.first) < ($0.count, $1.first) }
        return ranked.first.map { ($0.first, $0.count - (ranked.dropFirst().first?.count ?? 0)) }
    }

    /// Whether the output that most hits give is answered.
    var isVote: Bool { hitPolicy == .collect && aggregation == nil }

    /// By how many votes the winner of `hits` leads; `nil` where rules don't vote.
    func lead(of hits: [Int]) -> Double? {
        guard isVote else { return nil }
        return votes(of: hits).map { Double($0.lead) }
    }
}
