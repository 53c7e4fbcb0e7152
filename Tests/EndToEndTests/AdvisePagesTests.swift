import CurlTransport
import Foundation
import TestSupport
import Testing

/// The advisor's pages in headless Chromium, served by the built program.
struct AdvisePagesTests {
    /// Runs `body` with the address of `assay advise --web`, which is then asked to end.
    private func serving(
        _ workspace: Workspace, _ body: (String) async throws -> Void
    ) async throws {
        let child = try workspace.start(["advise", "--web", "--port", "0"])
        var base: String?
        _ = await eventually {
            base = child.errorText.firstMatch(of: /open (http:\S+)\/advise/).map { String($0.1) }
            return base != nil || child.hasEnded
        }
        if let base { try await body(base) } else { Issue.record("\(child.errorText)") }
        child.send(SIGTERM)
        let outcome = try await child.outcome()
        #expect(outcome.exitCode == 0 && !outcome.isTimedOut, "\(outcome.errors)")
    }

    /// Two people's answers, who differ on four questions.
    private static let assessment = """
        assessment: refunds
        questionnaire: four-factor
        answers:
        """
        + [
            (
                "Ana",
                [
                    "shape": 0, "known_logic": 2, "exceptions": 2, "noise": 3, "stability": 3,
                    "wrong_cost": 3, "check": 3, "stranger": 3,
                ]
            ),
            (
                "Bo",
                [
                    "shape": 0, "known_logic": 1, "noise": 2, "stability": 3, "wrong_cost": 1,
                    "undo": 1, "stranger": 2, "fields": 3, "labels": 3, "payback": 2, "latency": 2,
                    "privacy": 1, "upkeep": 1, "volume": 2,
                ]
            ),
        ].flatMap { person, answers in
            answers.sorted { $0.key < $1.key }.map {
                "\n  - { item: \($0.key), answer: \($0.value), by: \(person) }"
            }
        }.joined() + "\n"

    @Test func `the shared result says what changed since the last advice, and why`() async throws {
        try await Workspace.with { workspace in
            try workspace.write("Rules/refunds/assessment.yaml", Self.assessment)
            for (answer, person) in [("privacy=1", "Bo"), ("privacy=4", "Bo")] {
                _ = try await workspace.assay(
                    "advise", "refunds", "--answer", answer, "--by", person)
            }
            try workspace.edit(
                "Rules/refunds/assessment.yaml", "item: privacy, answer: 4, by: \"Bo\"",
                "item: privacy, answer: 4, by: \"Bo\", note: \"<b>legal</b> said no\"")
            try await serving(workspace) { base in
                let transport = try CurlTransport()
                let reply = try await transport.send(
                    HTTPRequest(.get, base + "/advise/refunds/result", timeouts: .patient))
                let page = String(decoding: reply.body, as: UTF8.self)
                #expect(page.contains("<h2>What changed since 20"), "\(page)")
                #expect(
                    page.contains("privacy: Bo said 1: with a signed contract; now says 4: never."))
                #expect(page.contains("“&lt;b&gt;legal&lt;/b&gt; said no”"))
                #expect(page.contains("Running cost: "))
                await transport.shutdown()
            }
        }
    }

    @Test func `the interview works with the keyboard alone and without scripts`() async throws {
        guard !Browser.isMissing else { return }
        try await Workspace.with { workspace in
            try await serving(workspace) { base in
                try await DrivenPage.with(in: workspace) { page in
                    try await page.open(base + "/advise")
                    try await page.type("late parcels")
                    try await page.press("Tab")
                    try await page.type("Ana")
                    try await page.follow("Enter")
                    #expect(try await page.path() == "/advise/late-parcels")
                    // The first answer has the focus: Space takes it.
                    try await page.press(" ")
                    try await page.follow("Enter")
                    var questions = 1
                    while questions < 20, try await page.path() == "/advise/late-parcels" {
                        try await page.press("ArrowDown")
                        try await page.follow("Enter")
                        questions += 1
                    }
                    #expect(try await page.path() == "/advise/late-parcels/result")
                    let html = try await page.html()
                    #expect(html.contains("<h2>Why</h2>") && html.contains("(Ana)"))
                    #expect(html.contains("source</a>"))
                    let saved = try workspace.read("Rules/late-parcels/assessment.yaml")
                    #expect(saved.contains(#"{ item: shape, answer: 0, by: "Ana" }"#))
                    #expect(saved.matches(of: /item: \w+, answer: 1, by/).count == questions - 1)
                    #expect(saved.contains("forecasts:"))
                }
            }
        }
    }

    @Test func `a browser draws the interview and the advice, which prints on one page`()
        async throws
    {
        guard !Browser.isMissing else { return }
        try await Workspace.with { workspace in
            try workspace.write("Rules/refunds/assessment.yaml", Self.assessment)
            try await serving(workspace) { base in
                for (path, text) in [
                    ("/advise", "A rule, a model, both, or neither?"),
                    ("/advise/refunds", "Your name"),
                    ("/advise/refunds?by=Cy", "What kind of answer does this feature give?"),
                    ("/advise/refunds/result", "You differ on"),
                ] {
                    let page = try await Browser.open(base + path, "--dump-dom", in: workspace)
                    #expect(page.text.contains(text), "\(page.errors)")
                    #expect(!page.errors.contains("Content Security Policy"), "\(page.errors)")
                    #expect(!page.errors.contains("Refused to"), "\(page.errors)")
                }
                let pdf = workspace.url("advice.pdf")
                _ = try await Browser.open(
                    base + "/advise/refunds/result", "--print-to-pdf=\(pdf.path)",
                    "--no-pdf-header-footer", in: workspace)
                let text = String(decoding: try Data(contentsOf: pdf), as: UTF8.self)
                #expect(text.contains(/\/Type \/Pages\s+\/Count 1\b/))
                let picture = workspace.url("phone.png")
                _ = try await Browser.open(
                    base + "/advise/refunds?by=Cy", "--window-size=500,1100",
                    "--screenshot=\(picture.path)", in: workspace)
                #expect(try Data(contentsOf: picture).count > 10_000)
            }
        }
    }
}
