package import Decisions
package import Evidence
package import Statistics

/// What was fixed before anybody looked: `plan.yaml`.
package struct Plan: Hashable, Sendable {
    /// What counts once in a sequence.
    package enum Unit: String, Hashable, Sendable, CaseIterable {
        /// Of a user's cases the first; a case without a user is a unit of its own.
        case user
        /// Every case, taken to be independent of all others.
        case `case`
    }

    /// A promise to tell whether a challenger earns the heuristic's place at a question.
    package struct PromisedClaim: Hashable, Sendable {
        package var question: String
        /// The model's path.
        package var path: String
        package var challenger: Challenger
        /// What it may spend, both sides and all looks together, of the plan's alpha.
        package var alpha: Double
        /// What the utility difference is expected to exceed the minimum by, in dollars a case.
        package var effect: Double
        /// The expected standard deviation of a case's utility difference, in dollars.
        package var deviation: Double

        package init(
            question: String, path: String, challenger: Challenger, alpha: Double,
            effect: Double, deviation: Double
        ) {
            self.question = question
            self.path = path
            self.challenger = challenger
            self.alpha = alpha
            self.effect = effect
            self.deviation = deviation
        }
    }

    /// The most that a path may cost and take; what exceeds it is cut, counted, and earns nothing.
    package struct Caps: Hashable, Sendable {
        package var path: String
        package var inputTokens: Int?
        package var outputTokens: Int?
        /// Of a call, in dollars; nil where the price is unknown.
        package var price: Double?
        package var seconds: Double

        package init(
            path: String, inputTokens: Int? = nil, outputTokens: Int? = nil, price: Double?,
            seconds: Double
        ) {
            self.path = path
            self.inputTokens = inputTokens
            self.outputTokens = outputTokens
            self.price = price
            self.seconds = seconds
        }
    }

    package var frozenAt: Timestamp
    /// Which line of evidence of the feature it begins, from 1.
    package var line: Int
    /// The chance of a wrong claim that all lines together may spend.
    package var alpha: Double
    package var unit: Unit
    package var outcome: OutcomeDefinition
    package var economics: Economics
    package var claims: [PromisedClaim]
    /// Fields whose slices are promised: they are judged with Holm's adjustment.
    package var slices: [String]
    package var caps: [Caps]
    /// The thresholds of audits by key; empty in a plan that fixed none.
    package var thresholds: [String: Double]
    /// Hashes of everything that the paths' answers depend on.
    package var versions: [PathVersion]
    /// The least probability with which the model is to be asked where that is not the same for all
    /// cases, in (0, 1]; else 1.
    package var leastInclusion: Double

    package init(
        frozenAt: Timestamp, line: Int, alpha: Double, unit: Unit, outcome: OutcomeDefinition,
        economics: Economics, claims: [PromisedClaim], slices: [String], caps: [Caps],
        thresholds: [String: Double] = [:], versions: [PathVersion], leastInclusion: Double = 1
    ) {
        self.frozenAt = frozenAt
        self.line = line
        self.alpha = alpha
        self.unit = unit
        self.outcome = outcome
        self.economics = economics
        self.claims = claims
        self.slices = slices
        self.caps = caps
        self.thresholds = thresholds
        self.versions = versions
        self.leastInclusion = leastInclusion
    }

    /// The identity of the file in the log: a hash of its text.
    package var hash: ContentHash { ContentHash([("plan", PlanFile.text(of: self))]) }
}

extension Plan {
    /// What of it was fixed and is otherwise now.
    package enum Change: String, Hashable, Sendable, CaseIterable {
        case costs = "costs and the minimum worth having"
        case outcome = "the rule of outcomes"
        case caps = "price, token or time limits"
        case versions = "rules, prompt or model"
        case slices
        case sampling = "how often the model is asked at least"
        case thresholds = "thresholds of audits"
    }

    /// Returns what of the plan no longer holds for a feature as it is now.
    ///
    /// A threshold that only one side knows belongs to another version of this program.
    package func changes(
        economics: Economics?, outcome: OutcomeDefinition, caps: [Caps], versions: [PathVersion],
        slices: [String], thresholds: [String: Double] = [:], shadow: ShadowDefinition
    ) -> [Change] {
        var changes: [Change] = []
        if economics != self.economics { changes.append(.costs) }
        // Whether paths that agree are right decides nothing between them.
        var fixed = self.outcome
        fixed.labels.agreements = outcome.labels.agreements
        if outcome != fixed { changes.append(.outcome) }
        if self.caps.contains(where: { !caps.contains($0) }) { changes.append(.caps) }
        if self.versions.contains(where: { !versions.contains($0) }) { changes.append(.versions) }
        if self.slices.contains(where: { !slices.contains($0) }) { changes.append(.slices) }
        if self.thresholds.contains(where: { (thresholds[$0.key] ?? $0.value) != $0.value }) {
            changes.append(.thresholds)
        }
        if leastInclusion != shadow.leastInclusion { changes.append(.sampling) }
        return changes
    }

    /// The claims that it promises about a model at a question.
    package func claims(question: String, path: String) -> [PromisedClaim] {
        claims.filter { $0.question == question && $0.path == path }
    }
}

extension ShadowDefinition {
    /// What a plan fixes of it.
    package var leastInclusion: Double { isUnequal ? leastShare : 1 }
}

extension Plan.PromisedClaim {
    /// What the sequence is told beforehand; `line` is what the difference must exceed.
    package func planned(line: Double) -> PlannedEffect {
        PlannedEffect(line: line, effect: effect, deviation: deviation)
    }
}
