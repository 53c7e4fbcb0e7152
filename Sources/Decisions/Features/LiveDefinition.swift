/// How a feature runs live: who is in charge, and when the others are asked.
package struct LiveDefinition: Hashable, Sendable {
    /// The name of no path: the heuristic answers, and the model where that is not sure.
    package static let cascadeName = "cascade"

    package var cascade = CascadeDefinition()
    package var split: SplitDefinition?
    /// The share of units whose answer the caller is asked to hide, in [0, 1].
    package var holdout = 0.0
    package var shadow = ShadowDefinition()
    /// By question, the share of each option among the outcomes, as far as it is declared.
    package var priors: [String: [Double]] = [:]
    /// By question, which answers come to the same.
    package var comparisons: [String: ComparisonDefinition] = [:]
    /// What is taken out of cases before the log and the models see them.
    package var redaction: RedactionDefinition?
    /// Names of chat models whose requests the feature answers, besides its own name.
    package var chatModels: [String] = []

    package init() {}
}

/// When the cascade asks the model, and how long it waits.
package struct CascadeDefinition: Hashable, Sendable {
    /// The model that is asked; the first one where it is `nil`.
    package var model: String?
    /// The probability of its answer below which the heuristic is not sure; without it the model is
    /// asked only where the heuristic has no answer.
    package var below: Double?
    /// How long the caller waits for the model before it gets the heuristic's answer or the prior.
    package var deadline: Duration?

    package init() {}
}

/// A randomised choice of who is in charge.
package struct SplitDefinition: Hashable, Sendable {
    /// What is in one arm for good.
    package enum Unit: String, Hashable, Sendable, CaseIterable {
        case user
        case `case`
    }

    package var unit: Unit
    /// The path that is in charge for the share; for the rest it is the one of `in_charge`.
    package var path: String
    /// In [0, 1].
    package var share: Double

    package init(unit: Unit, path: String, share: Double) {
        self.unit = unit
        self.path = path
        self.share = share
    }
}

/// How shadow paths are asked; replay ignores the sampling.
package struct ShadowDefinition: Hashable, Sendable {
    /// The share of cases for which a shadow path is asked, in [0, 1].
    package var sample = 1.0
    /// The same for cases of a slice: by field and its value.
    package var bySlice: [String: [String: Double]] = [:]
    /// The same where the heuristic has no answer, is not sure, or does not agree with the model in
    /// charge; the greatest share that applies counts.
    package var onAbstain = 0.0
    package var onUnsure = 0.0
    package var onDisagreement = 0.0
    /// The probability of its answer below which the heuristic is not sure.
    package var unsureBelow = 0.7
    /// The share of a model's answers that it is asked for once more, to measure its noise.
    package var repeated = 0.0
    /// The most calls of a path under way at once.
    package var concurrency = 8
    /// The most calls of a path that wait.
    package var queue = 1024
    /// How old a request may become before its shadow call is given up.
    package var deadline: Duration?
    /// The most that may be spent on shadows in a day and in an hour (UTC), in US dollars.
    package var budgetUSDPerDay: Double?
    package var budgetUSDPerHour: Double?

    package init() {}

    /// The least probability with which a case that may be drawn is drawn; 1 where all are.
    package var leastShare: Double {
        let signs = [onAbstain, onUnsure, onDisagreement]
        return (shares.contains(0) ? shares + signs : shares).filter { $0 > 0 }.min() ?? 1
    }

    /// Whether some cases are more likely to be drawn than others.
    package var isUnequal: Bool {
        let signs = [onAbstain, onUnsure, onDisagreement].max() ?? 0
        return Set(shares).count > 1 || shares.contains { $0 < signs }
    }

    /// What applies where no sign does.
    private var shares: [Double] { [sample] + bySlice.values.flatMap(\.values) }
}

/// When two answers to a question come to the same, where equality is too strict.
package struct ComparisonDefinition: Hashable, Sendable {
    /// Of a predicate: the probability from which it means yes, in [0, 1].
    package var threshold = 0.5
    /// Of a predicate: probabilities that differ by no more than this come to the same.
    package var tolerance: Double?
    /// Of a score: levels that are no further apart than this come to the same.
    package var levels = 0
    /// Options that come to the same, by their indices.
    package var same: [[Int]] = []
    /// Options that are not compared with anything, by their indices.
    package var ignored: [Int] = []
    /// Rules whose answers are not compared with anything.
    package var ignoredRules: [String] = []

    package init() {}
}

/// What is taken out of a case before the log and the models see it; the rules see it all.
package struct RedactionDefinition: Hashable, Sendable {
    /// Kinds of texts that are known by their form.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case email
        /// Numbers of payment cards, by their check digit.
        case card
        case phone
        /// Bank accounts, by their check digits.
        case iban
    }

    /// A pattern of the feature's own, in RE2's syntax.
    package struct Pattern: Hashable, Sendable {
        package var name: String
        package var expression: String

        package init(name: String, expression: String) {
            self.name = name
            self.expression = expression
        }
    }

    /// The fields that are kept; `nil` for all.
    package var kept: [String]?
    /// Text fields of which a keyed hash is kept.
    package var hashed: [String] = []
    /// Whether a keyed hash of the user is kept, rather than the user.
    package var hashesUser = false
    /// Whether a keyed hash of every case's id is kept; else only of those that must not be seen.
    package var hashesCase = false
    package var kinds: [Kind] = []
    package var patterns: [Pattern] = []
    /// The key for hashes, usually `${VARIABLE}`.
    package var key: String?

    package init() {}

    package var needsKey: Bool { hashesUser || hashesCase || !hashed.isEmpty }
}
