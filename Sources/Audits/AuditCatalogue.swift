/// The audits that there are, in the order of their ids: a new one is one line here.
package enum AuditCatalogue {
    package static let all: [any Audit.Type] = [
        CollapseAudit.self,
        StalenessAudit.self,
        ContaminationAudit.self,
        RetrogradeAudit.self,
        PoisoningAudit.self,
        SaturationAudit.self,
        BiasAudit.self,
        ProfileDecayAudit.self,
        PersonaLockAudit.self,
        FlywheelAudit.self,
    ]

    /// Returns the audits of `ids`, or all of them.
    package static func audits(_ ids: Set<AuditID>?) -> [any Audit.Type] {
        all.filter { ids?.contains($0.id) ?? true }
    }
}
