import Audits
import Decisions
import JSONCodec
import Reports
import Statistics
import Testing

/// What audits look like in every format.
struct AuditReportTests {
    private static var bias: AuditFinding {
        var finding = AuditFinding(
            .bias, .fires, "`model` gives `approve` to group `b` 0.68 times as often as to `a`.")
        finding.n = 1_240
        finding.measure = "ratio of selection rates"
        finding.estimate = 0.684
        finding.interval = Interval(lower: 0.601, upper: 0.772)
        finding.threshold = AuditThreshold("A7.selection-ratio", 0.8, source: "four-fifths")
        finding.sequential = .init(logE: 41, alpha: 0.005 / 9)
        finding.advice = "Read 20 refused cases of `b`."
        finding.parts = [
            .init("model: selection rate, group b", .fires, n: 1_240, estimate: 0.684),
            .init("model: true positive rate, group c", .cannotTell, n: 12, note: "too few"),
        ]
        finding.windows = [
            .init(
                "2026-10-01", .ok, n: 600, estimate: 0.9,
                interval: Interval(lower: 0.8, upper: 1.01))
        ]
        finding.assumptions = ["Of a user with several cases the first counts."]
        return finding
    }

    private static var findings: [AuditFinding] {
        var stale = AuditFinding(
            .staleness, .watch, "Recent cases begin to differ | from the eval.")
        stale.question = "kind"
        stale.n = 200
        let ok = AuditFinding(.contamination, .ok, "None of 60 test questions is a near-copy.")
        let unknown = AuditFinding.cannotTell(
            .poisoning, "Nobody has been served yet.",
            missing: [.init("live cases", how: "`assay serve`")])
        return [stale, ok, unknown, bias]
    }

    private static func report(_ findings: [AuditFinding] = findings) -> AuditReport {
        AuditReport(
            feature: "parcels", ranAt: Timestamp(microseconds: 1_795_348_800_000_000),
            since: nil, observations: 1_240, findings: findings)
    }

    @Test func `every format is as it was`() throws {
        let report = Self.report()
        try expectGolden(report.json.description, "audits.json")
        try expectGolden(AuditPage(report).html, "audits.html")
        try expectGolden(AuditMarkdown(report).text, "audits.md")
        try expectGolden(report.junit, "audits.xml")
        for (isDetailed, name) in [(false, "audits.txt"), (true, "audits-detail.txt")] {
            let text = AuditText(report, isDetailed: isDetailed, isColored: false, width: 100)
            try expectGolden(text.text, name)
        }
    }

    @Test func `a page loads nothing and runs nothing, whatever names hold`() {
        var finding = Self.bias
        finding.sentence = #"<script>alert(1)</script><img src="x" onerror="y">"#
        finding.parts[0].name = "</td><script>"
        let page = AuditPage(Self.report([finding])).html
        for forbidden in ["<script", "<link", "<img", "src=\"x", "@import", "url("] {
            #expect(!page.contains(forbidden), "\(forbidden)")
        }
        #expect(!AuditMarkdown(Self.report([finding])).text.contains("<img"))
        #expect(!Self.report([finding]).junit.contains("<img"))
    }
}
