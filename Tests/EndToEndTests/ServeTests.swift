import CurlTransport
import Foundation
import Glibc
import TestSupport
import Testing

/// `assay serve` from its start to its end.
struct ServeTests {
    @Test func `a decision is answered and in the log once SIGTERM has ended the server`()
        async throws
    {
        try await Workspace.with { workspace in
            let transport = try CurlTransport()
            let outcome = try await Serving.with(in: workspace) { server in
                let body =
                    #"{"model":"support-triage","messages":[{"role":"user","#
                    + #""content":"I was charged twice, please refund one."}]}"#
                let response = try await transport.send(
                    HTTPRequest(
                        .post, server.base + "/v1/chat/completions", body: Array(body.utf8),
                        timeouts: .patient))
                let text = String(decoding: response.body, as: UTF8.self)
                #expect(text.contains(#""content":"billing""#))
            }
            await transport.shutdown()
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            #expect(outcome.text.isEmpty)
            let rules = Workspace.root.appending(path: "Rules/support-triage").path
            let logged = try await workspace.export(rules)
            #expect(logged.count == 1)
            #expect(logged.answers(of: "heuristic").map(\.answer.value) == ["billing"])
        }
    }

    @Test func `a decision that was acknowledged survives the process`() async throws {
        try await Workspace.with { workspace in
            let transport = try CurlTransport()
            let outcome = try await Serving.with(in: workspace) { server in
                let body =
                    #"{"model":"support-triage","state":"refund","questions":{"team":{"#
                    + #""type":"choice","criteria":{"billing":null,"technical":null,"#
                    + #""account":null,"other":null}}},"x_assay":{"case_id":"c1"}}"#
                let response = try await transport.send(
                    HTTPRequest(
                        .post, server.base + "/v1/systemone", body: Array(body.utf8),
                        timeouts: .patient))
                #expect(response.status == 200)
                server.child.send(SIGKILL)
            }
            await transport.shutdown()
            #expect(outcome.signal == SIGKILL)
            try await Serving.with(in: workspace) { _ in }
            let rules = Workspace.root.appending(path: "Rules/support-triage").path
            let logged = try await workspace.export(rules)
            #expect(logged.map(\.case_id) == ["c1"])
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
                let taken = try await workspace.assay(
                    "serve", rules, "--port", String(port), "--evidence", "other.sqlite")
                #expect(taken.exitCode == 69)
                #expect(taken.errors.contains("address already in use"), "\(taken.errors)")
            }
        }
    }
}
