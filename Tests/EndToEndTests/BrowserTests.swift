import CurlTransport
import Foundation
import TestSupport
import Testing

/// The pages in headless Chromium, served by the built program.
struct BrowserTests {
    /// Asks about parcels whose rules and model differ.
    private func ask(_ base: String, over transport: CurlTransport) async throws {
        for number in [1, 2, 3] {
            let body =
                #"{"model":"parcels","messages":[{"role":"user","content":""#
                + #"{\"text\":\"parcel \#(number)\",\"amount\":\#(number)}"}]}"#
            _ = try await transport.send(
                HTTPRequest(
                    .post, base + "/v1/chat/completions", body: Array(body.utf8), timeouts: .patient
                ))
        }
    }

    /// Waits until the log has what was answered, and the page as well.
    private func waitForDisagreement(_ base: String, over transport: CurlTransport) async throws {
        let isShown = try await eventually {
            let page = try await transport.send(
                HTTPRequest(.get, base + "/features/parcels", timeouts: .patient))
            return String(decoding: page.body, as: UTF8.self).contains("parcel 3")
        }
        #expect(isShown)
    }

    /// Runs `body` beside a gateway whose log has a disagreement; returns when it has ended.
    private func withDisagreement(
        in workspace: Workspace, _ body: (Serving) async throws -> Void
    ) async throws {
        try await MockModel.with { model in
            let transport = try CurlTransport()
            try Parcels.write(to: workspace, count: 3)
            let file = "\(Parcels.folder)/feature.yaml"
            try workspace.edit(file, "{ type: string }", "{ type: string, from: $text }")
            try workspace.edit(file, "type: double,", "type: double, from: $json.amount,")
            try await Serving.with(
                rules: workspace.url("Rules").path, in: workspace,
                environment: model.environment
            ) { server in
                try await ask(server.base, over: transport)
                try await waitForDisagreement(server.base, over: transport)
                try await body(server)
            }
            await transport.shutdown()
        }
    }

    @Test func `the pages are drawn by a browser, and it finds nothing forbidden in them`()
        async throws
    {
        guard !Browser.isMissing else { return }
        try await Workspace.with { workspace in
            try await withDisagreement(in: workspace) { server in
                for (path, text) in [
                    ("/", "<h1>Features</h1>"), ("/features/parcels", "Where the paths differ"),
                    ("/features/parcels/label", "What is true of this case?"),
                ] {
                    let page = try await Browser.open(
                        server.base + path, "--dump-dom", in: workspace)
                    #expect(page.text.contains(text), "\(page.errors)")
                    #expect(!page.errors.contains("Content Security Policy"), "\(page.errors)")
                    #expect(!page.errors.contains("Refused to"), "\(page.errors)")
                }
                let picture = workspace.url("page.png")
                _ = try await Browser.open(
                    server.base + "/features/parcels", "--window-size=390,1200",
                    "--screenshot=\(picture.path)", in: workspace)
                #expect(try Data(contentsOf: picture).count > 10_000)
            }
        }
    }

    @Test func `a name that is entered on the label screen labels nothing`()
        async throws
    {
        guard !Browser.isMissing else { return }
        try await Workspace.with { workspace in
            try await withDisagreement(in: workspace) { server in
                try await DrivenPage.with(in: workspace) { page in
                    try await page.open(server.base + "/features/parcels/label")
                    // Past the links, the two options and `Cannot tell`.
                    for _ in 0..<7 { try await page.press("Tab") }
                    let before = try await page.html()
                    try await page.type("Ana")
                    try await page.press("Enter")
                    // A page that was sent by then would be another one.
                    #expect(try await page.html() == before)
                }
            }
            #expect(try await workspace.export().allSatisfy { $0.outcome == nil })
        }
    }

    @Test func `the launch plan is drawn by a browser, fits a phone, and can be printed`()
        async throws
    {
        guard !Browser.isMissing else { return }
        try await Workspace.with { workspace in
            try FileManager.default.copyItem(
                at: Workspace.root.appending(path: "Rules"), to: workspace.url("Rules"))
            _ = try await workspace.assay("sequence", "Rules", "--html", "plan.html")
            // In a frame as wide as a phone, the page reports how wide it wants to be.
            try workspace.write(
                "phone.html",
                """
                <iframe id="plan" src="plan.html" style="width:360px;height:900px"></iframe>
                <p id="width"></p>
                <script>onload = () => {
                  const page = document.getElementById("plan").contentDocument;
                  document.getElementById("width").textContent =
                    page.documentElement.scrollWidth + " wide of "
                    + page.documentElement.clientWidth + ", pictures "
                    + page.querySelectorAll("svg").length;
                };</script>
                """)
            let phone = try await Browser.open(
                workspace.url("phone.html").absoluteString, "--dump-dom",
                "--allow-file-access-from-files", in: workspace)
            let width = try #require(
                phone.text.firstMatch(of: /(\d+) wide of (\d+), pictures 7</),
                "\(phone.text.suffix(300))")
            #expect(width.1 == width.2)
            #expect(!phone.errors.contains("ERR_"), "\(phone.errors)")
            let page = workspace.url("plan.html").absoluteString
            let sheet = workspace.url("plan.pdf")
            _ = try await Browser.open(page, "--print-to-pdf=\(sheet.path)", in: workspace)
            #expect(try Data(contentsOf: sheet).prefix(5) == Data("%PDF-".utf8))
        }
    }
}
