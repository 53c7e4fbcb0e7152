import CurlTransport
import Foundation
import Glibc
import TestSupport
import Testing

/// The program as a client of `llmock` (from PyPI), which judges clients by their retries.
struct LLMockTests {
    /// `$ASSAY_LLMOCK`, what `.ci/setup tests` installs, or `llmock` on the path.
    private static let program: URL? = {
        let environment = ProcessInfo.processInfo.environment
        let named = environment["ASSAY_LLMOCK"].map { [$0] } ?? []
        let folders = environment["PATH"]?.split(separator: ":").map { "\($0)/llmock" } ?? []
        let installed = Workspace.root.appending(path: ".build/tools/bin/llmock").path
        return (named + [installed] + folders).first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        .map { URL(filePath: $0) }
    }()

    @Test func `faults that pass are survived as llmock thinks right`() async throws {
        try await Self.withServer { workspace, server in
            try await server.queue(
                #"{"type":"fail","status":429,"retry_after":1}"#,
                #"{"type":"fail","status":500}"#, #"{"type":"fail","status":503}"#,
                #"{"type":"delay","seconds":0.2}"#)
            let report = try await workspace.assay(
                "replay", Parcels.folder, "--concurrency", "2", "--json",
                environment: server.environment
            ).report()
            #expect(report.paths["model"]?.answered == 6)
            let verdict = try await server.verdict()
            #expect(verdict.passed)
            #expect(verdict.findings.map(\.code) == [])
            #expect(verdict.calls == 6)
            #expect(verdict.attempts == 9)
        }
    }

    @Test func `faults that stay are failures, without a storm of retries`() async throws {
        try await Self.withServer { workspace, server in
            try await server.queue(
                #"{"type":"fail","status":401,"times":1}"#,
                #"{"type":"fail","status":500,"times":null}"#)
            let report = try await workspace.assay(
                "replay", Parcels.folder, "--concurrency", "1", "--json",
                environment: server.environment
            ).report(exit: 69)
            #expect(report.answered == 6)
            #expect(report.paths["model"]?.failures == ["http_status": 6])
            let verdict = try await server.verdict()
            #expect(verdict.passed)
            #expect(verdict.attempts == 1 + 5 * 3)
        }
    }

    private struct Verdict: Decodable {
        struct Finding: Decodable { var code: String }
        var passed: Bool
        var calls: Int
        var attempts: Int
        var findings: [Finding]
    }

    private struct Server {
        let base: String
        let transport: CurlTransport

        var environment: [String: String] { ["ASSAY_MODEL_URL": base + "/v1"] }

        func queue(_ behaviors: String...) async throws {
            let body = #"{"behaviors":[\#(behaviors.joined(separator: ","))]}"#
            let response = try await transport.send(
                HTTPRequest(
                    .post, base + "/_llmock/scenario",
                    headers: ["Content-Type": "application/json"], body: Array(body.utf8),
                    timeouts: .patient))
            try #require(response.status == 201)
        }

        func verdict() async throws -> Verdict {
            let response = try await transport.send(
                HTTPRequest(.get, base + "/_llmock/verdict", timeouts: .patient))
            return try JSONDecoder().decode(Verdict.self, from: Data(response.body))
        }

        var isReady: Bool {
            get async {
                let response = try? await transport.send(
                    HTTPRequest(.get, base + "/_llmock/scenario", timeouts: .patient))
                return response?.status == 200
            }
        }
    }

    private static func withServer(_ body: (Workspace, Server) async throws -> Void) async throws {
        try await Workspace.with { workspace in
            guard let program else {
                return Skips.note("llmock is missing: run `.ci/setup tests`")
            }
            try Parcels.write(to: workspace, count: 6, model: "retries: 2")
            let port = try freePort()
            let child = try Child(
                program, ["serve", "-h", "127.0.0.1", "-p", "\(port)", "--log-level", "warning"],
                in: workspace.folder, environment: ["PATH": "/usr/bin:/bin", "NO_COLOR": "1"],
                input: .nothing, output: workspace.url(".streams/llmock"))
            let transport = try CurlTransport()
            let server = Server(base: "http://127.0.0.1:\(port)", transport: transport)
            do {
                #expect(await eventually { await server.isReady })
                try await body(workspace, server)
            } catch {
                Issue.record(error, "\(child.errorText)")
            }
            child.send(SIGKILL)
            _ = try await child.outcome()
            await transport.shutdown()
        }
    }

    static func freePort() throws -> Int {
        let unused = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(unused) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutableBytes(of: &address) { raw in
            let pointer = raw.baseAddress?.assumingMemoryBound(to: sockaddr.self)
            return bind(unused, pointer, length) == 0 && getsockname(unused, pointer, &length) == 0
        }
        try #require(isBound)
        return Int(in_port_t(bigEndian: address.sin_port))
    }
}
