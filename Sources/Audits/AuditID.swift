/// The ten audits, by the names under which people ask for them.
package enum AuditID: String, Hashable, Sendable, CaseIterable {
    case collapse = "A1"
    case staleness = "A2"
    case contamination = "A3"
    case retrograde = "A4"
    case poisoning = "A5"
    case saturation = "A6"
    case bias = "A7"
    case profileDecay = "A8"
    case personaLock = "A9"
    case flywheel = "A10"

    /// What the audit looks for, as a heading.
    package var title: String {
        switch self {
        case .collapse: "synthetic collapse"
        case .staleness: "eval staleness"
        case .contamination: "contamination"
        case .retrograde: "retrograde accuracy"
        case .poisoning: "self-poisoning"
        case .saturation: "saturation"
        case .bias: "bias between groups"
        case .profileDecay: "profile decay"
        case .personaLock: "persona lock"
        case .flywheel: "flywheel"
        }
    }

    /// The claims that cannot be upheld while the audit fires.
    ///
    /// The table in the documentation (`Audits.md`) is this one.
    package var voids: Set<VoidableClaim> {
        switch self {
        case .staleness, .contamination, .poisoning: Set(VoidableClaim.allCases)
        case .collapse, .retrograde, .bias: [.modelEarns, .cascadeEarns]
        case .saturation, .profileDecay, .personaLock, .flywheel: []
        }
    }
}

/// What a verdict claims and an audit can take away.
package enum VoidableClaim: String, Hashable, Sendable, CaseIterable {
    case modelEarns = "model-earns"
    case cascadeEarns = "cascade-earns"
    case heuristicStays = "heuristic-stays"
}
