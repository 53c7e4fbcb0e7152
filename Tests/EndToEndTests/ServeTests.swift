import CurlTransport
import Foundation
import Glibc
import Testing

/// `assay serve` from its start to its end.
struct ServeTests {
    @Test func `a decision is answered, and SIGTERM ends the server`() async throws {
        try await Workspace.with { workspace in
            let transport = try CurlTransport()
            let outcome = try await Serving.with(in: workspace) { server in
                let body = #"{"model":"support-triage","messages":[{"role":"user","#
                    + #""content":"I was charged twice, please refund one."}]}"#
                let response = try await transport.send(
                    HTTPRequest(
                        .post, server.base + "/v1/chat/completions", body: Array(body.utf8)))
                let text = String(decoding: response.body, as: UTF8.self)
                #expect(text.contains(#""content":"billing""#))
            }
            await transport.shutdown()
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            #expect(outcome.text.isEmpty)
        }
    }

    @Test func `what cannot be served is said, with its exit code`() async throws {
        try await Workspace.with { workspace in
            let rules = Workspace.root.appending(path: "Rules").path
            let exposed = try await workspace.assay("serve", rules, "--host", "0.0.0.0")
            #expect(exposed.exitCode == 78)
            #expect(exposed.errors.contains("without keys"))
            let missing = try await workspace.assay("serve", "nowhere")
            #expect(missing.exitCode == 66)
            let usage = try await workspace.assay("serve", rules, "--upstream", "openai")
            #expect(usage.exitCode == 64)
            try workspace.write("empty/a/feature.yaml", "feature: a\n")
            let proposals = try await workspace.assay("serve", "empty")
            #expect(proposals.exitCode == 66)
            #expect(proposals.errors.contains("is a proposal"))
            try await Serving.with(in: workspace) { server in
                let port = try #require(server.base.split(separator: ":").last)
                let taken = try await workspace.assay("serve", rules, "--port", String(port))
                #expect(taken.exitCode == 69)
                #expect(taken.errors.contains("address already in use"), "\(taken.errors)")
            }
        }
    }
}
