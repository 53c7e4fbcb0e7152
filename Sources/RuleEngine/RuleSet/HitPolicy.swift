/// Which rule decides where several could, named as in DMN.
public enum HitPolicy: String, Hashable, Sendable, CaseIterable {
    /// The first rule that fires decides; later ones are not looked at.
    case first
    /// Every rule is looked at, and at most one may fire.
    case unique
    /// Every rule is looked at, and all that fire must agree; the first of them decides.
    case any

    /// DMN's further policies, which are known but refused.
    static let unsupported = ["priority", "rule-order", "output-order", "collect"]
}
