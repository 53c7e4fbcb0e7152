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

/// The thresholds of a feature: those of the audits, over them its own, and over both those that its
/// plan fixed before anybody looked.
package struct AuditThresholds: Hashable, Sendable {
    /// The feature's own, by key.
    private let own: [String: Double]
    /// The plan's, by key.
    private let frozen: [String: Double]
    /// The day of the plan.
    private let day: String

    package init(own: [String: Double] = [:], frozen: [String: Double] = [:], on day: String = "") {
        self.own = own
        self.frozen = frozen
        self.day = day
    }

    /// Returns the threshold that counts in the place of `standard`.
    ///
    /// One that was changed after the plan counts from the next plan on, and its source says so.
    package subscript(_ standard: AuditThreshold) -> AuditThreshold {
        var current = standard
        if let value = own[standard.key] {
            current = AuditThreshold(standard.key, value, source: "feature.yaml")
        }
        guard let value = frozen[standard.key], value != current.value else { return current }
        let changed = own[standard.key] == nil ? "the default" : "feature.yaml"
        return AuditThreshold(
            standard.key, value,
            source: "plan.yaml of \(day); \(changed) now says \(current.value), which counts from "
                + "the next `assay plan` on")
    }

    /// Returns the values that count, by key.
    package func values(of audits: [any Audit.Type]) -> [String: Double] {
        let pairs = audits.flatMap { $0.guide.thresholds.map { ($0.key, self[$0].value) } }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// The keys that no audit knows.
    package func unknownKeys(of audits: [any Audit.Type]) -> [String] {
        let known = Set(audits.flatMap { $0.guide.thresholds.map(\.key) })
        return own.keys.filter { !known.contains($0) }.sorted()
    }
}
