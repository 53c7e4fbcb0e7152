@testable import Reports
import Testing
import Verdicts

/// What verdicts look like on a page, in Markdown and in JUnit's XML.
struct VerdictReportTests {
    private static let names = ["model-earns", "cascade-earns", "audit-fires"]

    private func report(_ name: String) throws -> VerdictReport {
        VerdictReport([
            try #require(VerdictTextTests.verdicts.first { $0.name == name }).verdict
        ])
    }

    @Test(arguments: names)
    func `a page is as it was`(name: String) throws {
        try expectGolden(try report(name).html, "verdict-\(name).html")
    }

    @Test(arguments: names)
    func `the Markdown is as it was`(name: String) throws {
        try expectGolden(try report(name).markdown, "verdict-\(name).md")
    }

    @Test func `JUnit tells earned, fired and open apart`() throws {
        let verdicts = [Story.heuristicStays, .auditFires, .tooFew].map(\.verdict)
        try expectGolden(VerdictReport(verdicts).junit, "verdicts.xml")
    }

    @Test func `several verdicts stand under one table`() throws {
        let page = VerdictReport([Story.modelEarns.verdict, Story.tooFew.verdict]).html
        for place in ["verdict-1", "verdict-2"] {
            #expect(page.contains("href=\"#\(place)\"") && page.contains("id=\"\(place)\""))
        }
    }

    @Test(arguments: VerdictTextTests.verdicts.map(\.name))
    func `a page loads nothing and runs nothing`(name: String) throws {
        let page = try report(name).html
        for forbidden in ["<script", "<link", "src=", "@import", "url("] {
            #expect(!page.contains(forbidden), "\(forbidden)")
        }
        #expect(page.utf8.count < 100_000)
        #expect(!page.contains("nan") && !page.contains("inf,"))
    }

    @Test func `what voids the result stands above it`() throws {
        let page = try report("audit-fires").html
        let stop = try #require(page.firstRange(of: "<b>Stop.</b> Audit"))
        let headline = try #require(page.firstRange(of: "<h1>"))
        #expect(stop.lowerBound < headline.lowerBound)
        let text = try report("audit-fires").markdown
        let warning = try #require(text.firstRange(of: "**Stop:** Audit"))
        let decision = try #require(text.firstRange(of: "**Decision.**"))
        #expect(warning.lowerBound < decision.lowerBound)
    }

    @Test func `names are shown, never obeyed`() {
        var story = Story.modelEarns
        story.input.feature = #"<img src=x onerror="alert(1)">"#
        story.input.notes = ["a <script>note</script> with ``` in it"]
        let report = VerdictReport([story.verdict])
        #expect(!report.html.contains("<img") && !report.html.contains("<script"))
        let prose = report.markdown.split(separator: "```text")[0]
        #expect(!prose.contains("<img"))
        #expect(!report.junit.contains("<img"))
        #expect(report.markdown.components("```") == 2)
    }

    @Test func `the map says how dear an error would have to be, and where that is in doubt`()
        throws
    {
        let border = { (verdict: Verdict) in
            try #require(MapSentences(verdict)).finding
        }
        #expect(
            try border(Story.modelEarns.verdict)
                == "An error would have to cost only 1.2% of what is declared for it to be open "
                + "again who earns the place")
        var verdict = Story.modelEarns.verdict
        verdict.map?.border?.factor = 3.24
        verdict.map?.border?.decision = .heuristicStays
        #expect(
            try border(verdict)
                == "An error would have to cost 3.2 times as much for the heuristic to be sure to "
                + "stay")
        verdict.map?.border = nil
        #expect(
            try border(verdict)
                == "Whatever an error costs, from a hundredth to a hundred times as much: the model "
                + "earns its place")
        verdict.map?.isSettledInRange = false
        let doubt = try #require(MapSentences(verdict)).doubt
        #expect(doubt.hasPrefix("The verdict is not the same wherever"))
        #expect(MapSentences(Story.noEconomics.verdict) == nil)
    }

    @Test func `thirty verdicts stay under 500 kB`() {
        let verdicts = Array(repeating: Story.tooFew.verdict, count: 30)
        #expect(VerdictReport(verdicts).html.utf8.count < 500_000)
    }
}

extension String {
    /// How often `part` stands in the text.
    fileprivate func components(_ part: String) -> Int { ranges(of: part).count }
}
