/// Which rule decides where several could, named as in DMN.
public enum HitPolicy: String, Hashable, Sendable, CaseIterable {
    /// The first rule that fires decides; later ones are not looked at.
    case first
    /// Every rule is looked at, and at most one may fire.
    case unique
    /// Every rule is looked at, and all that fire must agree; the first of them decides.
    case any
    /// Of the rules that fire, the one whose output comes first in the order of priority decides.
    case priority
    /// All rules that fire are hits, in the order of the file; the first of them decides.
    case ruleOrder = "rule-order"
    /// All rules that fire are hits, in the order of priority; the first of them decides.
    case outputOrder = "output-order"
    /// All rules that fire are hits, and together they decide: by an aggregation, or by a vote.
    case collect

    /// Whether several rules that fire are all part of the result.
    var hasSeveralHits: Bool {
        switch self {
        case .ruleOrder, .outputOrder, .collect: true
        case .first, .unique, .any, .priority: false
        }
    }
}

/// What becomes of the rules that fire under ``HitPolicy/collect``, named as in DMN.
public enum Aggregation: String, Hashable, Sendable, CaseIterable {
    /// The hits' numbers added up.
    case sum
    /// The least of the hits' numbers; without thresholds, the lowest of their options.
    case min
    /// The greatest of the hits' numbers; without thresholds, the highest of their options.
    case max
    /// How many rules fired.
    case count
}
