import Foundation
import TestSupport
import Testing

/// `assay serve` over TLS, with real clients.
@Suite(.enabled(if: SecureServer.isPossible, Comment(rawValue: SecureServer.reason)))
struct SecureServingTests {
    @Test func `curl and OpenAI's client take a feature's answers over TLS`() async throws {
        try await Workspace.with { workspace in
            let pair = try SecureServer.Certificates(in: workspace.folder)
            let outcome = try await Serving.with(
                "--tls-cert", pair.server, "--tls-key", pair.server + ".key", in: workspace
            ) { server in
                #expect(server.base.hasPrefix("https://"))
                let known = try await Self.curl(server.base, pair.authority, in: workspace)
                #expect(known.text == #"{"status":"ok"}"#, "\(known.errors)")
                let unknown = try await Self.curl(server.base, pair.stranger, in: workspace)
                #expect(unknown.exitCode == 60, "\(unknown.errors)")
                guard let python = ClientTests.tool("python", of: "clients") else { return }
                let script = ClientTests.script("openai_client.py")
                let client = try await ClientTests.run(
                    python, [script, server.base], in: workspace,
                    environment: ["SSL_CERT_FILE": pair.authority])
                #expect(client.text == "ok\n", "\(client.errors)")
            }
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            #expect(!outcome.errors.contains("chmod"))
        }
    }

    @Test func `a pair that cannot be used ends the start, with its exit code`() async throws {
        try await Workspace.with { workspace in
            let rules = Workspace.root.appending(path: "Rules").path
            let pair = try SecureServer.Certificates(in: workspace.folder)
            func serve(_ arguments: String...) async throws -> ChildOutcome {
                try await workspace.start(["serve", rules, "--port", "0"] + arguments).outcome()
            }
            let half = try await serve("--tls-cert", pair.server)
            #expect(half.exitCode == 64)
            let missing = try await serve("--tls-cert", pair.server, "--tls-key", "none.key")
            #expect(missing.exitCode == 66)
            #expect(missing.errors.contains("none.key: the file cannot be read: no such file"))
            let other = try await serve(
                "--tls-cert", pair.server, "--tls-key", pair.stranger + ".key")
            #expect(other.exitCode == 78)
            #expect(other.errors.contains("is not for the key"))
        }
    }

    private static func curl(
        _ base: String, _ authority: String, in workspace: Workspace
    ) async throws -> ChildOutcome {
        try await ClientTests.run(
            URL(filePath: "/usr/bin/curl"),
            ["--silent", "--show-error", "--cacert", authority, base + "/healthz"], in: workspace)
    }
}
