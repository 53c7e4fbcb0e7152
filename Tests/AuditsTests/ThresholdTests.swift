import Audits
import Testing

/// Which threshold counts.
struct ThresholdTests {
    private static let standard = AuditThreshold("A7.rate-gap", 0.05, source: "a paper")

    @Test func `a feature's own comes before the audit's`() {
        let counts = AuditThresholds(own: ["A7.rate-gap": 0.1])[Self.standard]
        #expect((counts.value, counts.source) == (0.1, "feature.yaml"))
        #expect(AuditThresholds()[Self.standard] == Self.standard)
    }

    @Test(arguments: [["A7.rate-gap": 0.1], [:]])
    func `what the plan froze counts until the next plan, and the change is said`(
        own: [String: Double]
    ) {
        let thresholds = AuditThresholds(own: own, frozen: ["A7.rate-gap": 0.02], on: "2026-11-22")
        let counts = thresholds[Self.standard]
        #expect(counts.value == 0.02)
        #expect(counts.source.hasPrefix("plan.yaml of 2026-11-22"))
        #expect(counts.source.contains("now says \(own["A7.rate-gap"] ?? 0.05)"))
    }

    @Test func `an unchanged threshold keeps its source`() {
        let thresholds = AuditThresholds(frozen: ["A7.rate-gap": 0.05], on: "2026-11-22")
        #expect(thresholds[Self.standard] == Self.standard)
    }
}
