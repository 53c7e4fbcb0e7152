/// A number that a figure is held against, and where it comes from.
package struct AuditThreshold: Hashable, Sendable {
    /// As `feature.yaml` names it, such as `A7.selection-ratio`.
    package var key: String
    package var value: Double
    /// Who says so: a paper, a tool, this project, or the feature's own file.
    package var source: String

    package init(_ key: String, _ value: Double, source: String) {
        self.key = key
        self.value = value
        self.source = source
    }
}

/// The thresholds of a feature: those of the audits, and over them its own, fixed before looking.
package struct AuditThresholds: Hashable, Sendable {
    /// The feature's own, by key.
    private let own: [String: Double]
    /// Where they stand, such as `feature.yaml`, or a plan and its hash.
    private let source: String

    package init(own: [String: Double] = [:], source: String = "feature.yaml") {
        self.own = own
        self.source = source
    }

    /// Returns the threshold that counts in the place of `standard`.
    package subscript(_ standard: AuditThreshold) -> AuditThreshold {
        guard let value = own[standard.key] else { return standard }
        return AuditThreshold(standard.key, value, source: source)
    }

    /// The keys that no audit knows.
    package func unknownKeys(of audits: [any Audit.Type]) -> [String] {
        let known = Set(audits.flatMap { $0.guide.thresholds.map(\.key) })
        return own.keys.filter { !known.contains($0) }.sorted()
    }
}
