import CurlTransport
import Foundation
import Testing

/// Keys, switches and new files while the built program serves.
struct OperatingTests {
    private func send(
        _ method: HTTPMethod, _ url: String, _ body: String = "", key: String? = nil,
        over transport: CurlTransport
    ) async throws -> (status: Int, text: String) {
        var headers: HTTPHeaders = ["content-type": "application/json"]
        if let key { headers.set("x-assay-key", key) }
        let reply = try await transport.send(
            HTTPRequest(method, url, headers: headers, body: Array(body.utf8)))
        return (reply.status, String(decoding: reply.body, as: UTF8.self))
    }

    @Test func `keys that are made and revoked while it serves open and shut it`() async throws {
        try await Workspace.with { workspace in
            let transport = try CurlTransport()
            let made = try await workspace.assay("keys", "create", "shop", "--scope", "read")
            let key = try #require(
                made.text.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("assay_") })
            try await Serving.with("--host", "0.0.0.0", in: workspace) { server in
                let url = server.base.replacing("0.0.0.0", with: "127.0.0.1") + "/v1/features"
                func status() async throws -> Int {
                    try await send(.get, url, key: String(key), over: transport).status
                }
                #expect(try await send(.get, url, over: transport).status == 401)
                #expect(try await status() == 200)
                _ = try await workspace.assay("keys", "revoke", "shop")
                // The file is looked at every second.
                for _ in 0..<100 where try await status() == 200 {
                    try await Task.sleep(for: .milliseconds(50))
                }
                #expect(try await status() == 401)
            }
            await transport.shutdown()
        }
    }

    @Test func `files that are refused leave what runs, and say so; mended ones take over`()
        async throws
    {
        try await Workspace.with { workspace in
            let transport = try CurlTransport()
            let source = Workspace.root.appending(path: "Rules/support-triage")
            let folder = workspace.url("Rules/support-triage")
            try FileManager.default.createDirectory(
                at: workspace.url("Rules"), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: source, to: folder)
            let rules = workspace.url("Rules").path
            try await Serving.with(rules: rules, in: workspace) { server in
                let ask =
                    #"{"model":"support-triage","messages":[{"role":"user","#
                    + #""content":"qwertz refund"}]}"#
                func answer() async throws -> String {
                    try await send(
                        .post, server.base + "/v1/chat/completions", ask, over: transport
                    ).text
                }
                #expect(try await answer().contains(#""content":"billing""#))
                let good = try workspace.read("Rules/support-triage/rules.yaml")
                try workspace.write("Rules/support-triage/rules.yaml", "rules: [")
                let reload = server.base + "/v1/features/support-triage/reload"
                let refused = try await send(.post, reload, over: transport)
                #expect(refused.status == 409 && refused.text.contains("rules.yaml:"))
                #expect(try await answer().contains(#""content":"billing""#))
                let state = server.base + "/v1/features/support-triage"
                #expect(
                    try await send(.get, state, over: transport).text.contains(#""since":""#))
                let page = try await send(
                    .get, server.base + "/features/support-triage", over: transport)
                #expect(page.text.contains("its files are refused"))
                try workspace.write("Rules/support-triage/rules.yaml", good)
                try workspace.edit(
                    "Rules/support-triage/rules.yaml", "rules:\n",
                    "rules:\n  - id: letters\n    condition: text.contains('qwertz')\n"
                        + "    output: other\n")
                let taken = try await send(.post, server.base + "/v1/reload", over: transport)
                #expect(taken.status == 200, "\(taken.text)")
                #expect(try await answer().contains(#""content":"other""#))
                #expect(
                    try await send(.get, state, over: transport).text.contains(
                        #""stale":null"#))
            }
            await transport.shutdown()
        }
    }
}
