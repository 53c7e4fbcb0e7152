import CurlTransport
import Foundation
import TestSupport
import Testing

/// A gateway whose disk takes nothing any more: decisions go on, and nothing is acknowledged that is
/// not kept.
struct FullDiskTests {
    private static let decision =
        #"{"model":"support-triage","messages":[{"role":"user","content":"charged twice"}],"#
        + #""x_assay":{"case_id":"#

    @Test func `without room decisions are answered and counted, and outcomes are refused`()
        async throws
    {
        try await Workspace.with { workspace in
            let transport = try CurlTransport()
            try await Serving.with(in: workspace) { server in
                func post(_ path: String, _ body: String) async throws -> (Int, String) {
                    let reply = try await transport.send(
                        HTTPRequest(
                            .post, server.base + path, body: Array(body.utf8), timeouts: .patient))
                    return (reply.status, String(decoding: reply.body, as: UTF8.self))
                }
                func decide(_ id: String) async throws -> (Int, String) {
                    try await post("/v1/chat/completions", Self.decision + #""\#(id)"}}"#)
                }
                let outcome =
                    #"{"feature":"support-triage","case_id":"early","value":"billing"}"#
                #expect(try await decide("early").0 == 200)

                try await limitFiles(of: server.child, to: "1", in: workspace)
                let unlogged = try await decide("meanwhile")
                #expect(unlogged.0 == 200 && unlogged.1.contains(#""logged":false"#), "\(unlogged)")
                #expect(try await post("/v1/outcomes", outcome).0 == 503)
                let metrics = try await transport.send(
                    HTTPRequest(.get, server.base + "/metrics", timeouts: .patient))
                #expect(
                    String(decoding: metrics.body, as: UTF8.self).contains(
                        #"assay_unlogged_total{feature="support-triage",reason="full"} 1"#))

                try await limitFiles(of: server.child, to: "unlimited", in: workspace)
                let logged = try await decide("late")
                #expect(logged.0 == 200 && !logged.1.contains(#""logged":false"#))
                #expect(try await post("/v1/outcomes", outcome).0 == 200)
            }
            await transport.shutdown()
            let rules = Workspace.root.appending(path: "Rules/support-triage").path
            let logged = try await workspace.export(rules)
            #expect(logged.map(\.case_id).sorted() == ["early", "late"])
        }
    }

    /// From now on no file of the process grows beyond so many bytes.
    private func limitFiles(
        of child: Child, to bytes: String, in workspace: Workspace
    ) async throws {
        let outcome = try await ClientTests.run(
            URL(filePath: "/usr/bin/prlimit"),
            ["--pid", "\(child.pid)", "--fsize=\(bytes):unlimited"], in: workspace)
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
    }
}
