import Foundation
import Testing

/// `assay report` and the documents of `assay verdict`, on the shipped examples.
struct ReportTests {
    private static func withExamples(_ body: (Workspace) async throws -> Void) async throws {
        try await Workspace.with { workspace in
            try FileManager.default.copyItem(
                at: Workspace.root.appending(path: "Rules"), to: workspace.url("Rules"))
            for feature in ["support-triage", "flight-delay"] {
                let outcome = try await workspace.assay("replay", "Rules/\(feature)")
                try #require(outcome.exitCode == 0, "\(outcome.errors)")
            }
            try await body(workspace)
        }
    }

    @Test func `all features stand on one small page, which a browser shows without a complaint`()
        async throws
    {
        try await Self.withExamples { workspace in
            let outcome = try await workspace.assay("report", "Rules", "--html", "report.html")
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            #expect(outcome.text.isEmpty)
            let page = try String(contentsOf: workspace.url("report.html"), encoding: .utf8)
            #expect(page.utf8.count < 500_000)
            #expect(page.contains("flight-delay") && page.contains("support-triage"))
            guard !Browser.isMissing else { return }
            let shown = try await Browser.open(
                "file://\(workspace.url("report.html").path)", "--dump-dom", in: workspace)
            #expect(shown.text.contains("</svg>"))
            #expect(!shown.errors.contains("CONSOLE"))
        }
    }

    @Test func `a verdict is written in three forms beside its five lines`() async throws {
        try await Self.withExamples { workspace in
            let outcome = try await workspace.assay(
                "verdict", "Rules/flight-delay", "--html", "v.html", "--markdown", "v.md",
                "--junit", "v.xml")
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            #expect(outcome.text.hasPrefix("flight-delay, arrival: keep the heuristic"))
            let markdown = try String(contentsOf: workspace.url("v.md"), encoding: .utf8)
            #expect(markdown.hasPrefix("# flight-delay, arrival: keep the heuristic"))
            let junit = try String(contentsOf: workspace.url("v.xml"), encoding: .utf8)
            #expect(junit.contains("failures=\"0\""))
        }
    }

    @Test func `a file that cannot be written is named`() async throws {
        try await Self.withExamples { workspace in
            let outcome = try await workspace.assay("report", "Rules", "--html", "no/such/r.html")
            #expect(outcome.exitCode == 1)
            #expect(outcome.errors.contains("no/such/r.html: the file cannot be written"))
        }
    }
}
