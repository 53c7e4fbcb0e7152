import CurlTransport
import Foundation
import Glibc
import TestSupport
import Testing

/// nginx's `mirror` in front: its copies of requests are decided and logged, and slow nobody.
struct MirrorTests {
    private static let body =
        #"{"model":"gpt-6-luna","state":"refund me","questions":{"team":{"type":"choice","#
        + #""criteria":{"billing":null,"technical":null,"account":null,"other":null}}}}"#

    @Test func `a mirrored request is logged, and the caller has its reply before`() async throws {
        guard
            let nginx = ["/usr/sbin/nginx", "/usr/bin/nginx"].first(where: {
                FileManager.default.isExecutableFile(atPath: $0)
            })
        else { return Skips.note("nginx is missing: run `.ci/setup tests`") }
        try await Workspace.with { workspace in
            try await ScriptedServer.with({ _ in [.respond(200, [:], "from the model")] }) {
                model in
                _ = try await Serving.with(in: workspace) { server in
                    let port = try LLMockTests.freePort()
                    let child = try start(nginx, port, model, server, in: workspace)
                    let transport = try CurlTransport()
                    let url = "http://127.0.0.1:\(port)/v1/systemone"
                    try await ask(transport, url, times: 20)
                    // The mirrored side hangs: its callers must not notice.
                    server.child.send(SIGSTOP)
                    try await ask(transport, url, times: 20)
                    server.child.send(SIGCONT)
                    #expect(await model.reaches { $0.requests.count == 40 })
                    try await settle(transport, server)
                    child.send(SIGKILL)
                    _ = try await child.outcome()
                    await transport.shutdown()
                }
            }
            let rules = Workspace.root.appending(path: "Rules/support-triage").path
            let logged = try await workspace.export(rules)
            #expect(logged.count == 40)
            #expect(Set(logged.answers(of: "heuristic").map(\.answer.value)) == ["billing"])
        }
    }

    private func start(
        _ nginx: String, _ port: Int, _ model: ScriptedServer, _ server: Serving,
        in workspace: Workspace
    ) throws -> Child {
        try workspace.write(
            "nginx.conf",
            """
            daemon off;
            error_log stderr;
            pid nginx.pid;
            events {}
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                server {
                    listen 127.0.0.1:\(port);
                    location / {
                        mirror /mirror;
                        proxy_pass \(model.url(""));
                    }
                    location = /mirror {
                        internal;
                        proxy_pass \(server.base)$request_uri;
                    }
                }
            }

            """)
        return try Child(
            URL(filePath: nginx), ["-p", workspace.folder.path, "-c", "nginx.conf"],
            in: workspace.folder, environment: ["PATH": "/usr/bin:/bin"], input: .nothing,
            output: workspace.url(".streams/nginx"))
    }

    /// Asks on connections of their own: nginx holds a connection until its copy is answered.
    private func ask(_ transport: CurlTransport, _ url: String, times: Int) async throws {
        for _ in 0..<times {
            let request = HTTPRequest(
                .post, url, headers: ["Content-Type": "application/json", "Connection": "close"],
                body: Array(Self.body.utf8), timeouts: .patient)
            var response = try? await transport.send(request)
            _ = await eventually {
                // nginx may not listen yet.
                if response == nil { response = try? await transport.send(request) }
                return response != nil
            }
            #expect(response.map { String(decoding: $0.body, as: UTF8.self) } == "from the model")
        }
    }

    /// Waits until the gateway has decided all copies.
    private func settle(_ transport: CurlTransport, _ server: Serving) async throws {
        let areDecided = try await eventually {
            let metrics = try await transport.send(
                HTTPRequest(.get, server.base + "/metrics", timeouts: .patient))
            return String(decoding: metrics.body, as: UTF8.self)
                .contains(#"feature="support-triage",result="answered"} 40"#)
        }
        #expect(areDecided)
    }
}
