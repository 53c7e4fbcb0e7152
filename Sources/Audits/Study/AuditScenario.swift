package import Evidence

/// Evidence with a known answer, made from a seed: how often an audit fires on it is its power, or
/// its rate of false alarms.
package struct AuditScenario: Sendable {
    package enum Kind: Hashable, Sendable {
        /// A planted fault; the strongest should always be found.
        case fault(Strength)
        /// Nothing is wrong.
        case noFault
        /// Something that looks like the fault and is none.
        case lookAlike
    }

    package enum Strength: String, Hashable, Sendable, CaseIterable {
        case weak, medium, strong
    }

    package var kind: Kind
    /// What is planted, with its figures, in words.
    package var description: String
    private let make: @Sendable (UInt64) -> AuditSample

    package init(
        _ kind: Kind, _ description: String, make: @escaping @Sendable (UInt64) -> AuditSample
    ) {
        self.kind = kind
        self.description = description
        self.make = make
    }

    /// Whether the audit must stay silent.
    package var mustNotFire: Bool {
        if case .fault = kind { false } else { true }
    }

    /// Returns the evidence of `seed`.
    package func sample(seed: UInt64) -> AuditSample { make(seed) }

    /// Returns what `audit` finds in the sample of `seed`.
    package func finding(of audit: any Audit.Type, seed: UInt64) -> AuditFinding {
        let sample = make(seed)
        var run = AuditRun([audit], scopes: [sample.scope], material: sample.material)
        for observation in sample.observations { run.append(observation) }
        for event in sample.events { run.append(event) }
        let findings = run.findings()
        precondition(findings.count == 1, "one audit of one question has one finding")
        return findings[0]
    }
}

/// What a scenario makes from a seed.
package struct AuditSample: Sendable {
    package var scope: AuditScope
    package var observations: [LoggedObservation]
    package var events: [LoggedEvent]
    package var material: AuditMaterial

    package init(
        _ scope: AuditScope, observations: [LoggedObservation] = [], events: [LoggedEvent] = [],
        material: AuditMaterial = AuditMaterial()
    ) {
        self.scope = scope
        self.observations = observations
        self.events = events
        self.material = material
    }
}
