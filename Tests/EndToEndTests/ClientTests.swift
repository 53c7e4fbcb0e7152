import Foundation
import Glibc
import Testing

/// Real clients, a property-based tester and the public conformance suite against `assay serve`.
struct ClientTests {
    @Test(arguments: [
        ("openai_client.py", "clients"), ("typesafe_client.py", "clients"),
        ("pydantic_client.py", "pydantic"), ("langchain_client.py", "langchain"),
        ("langchain_typesafe_client.py", "langchain-typesafe"),
        ("litellm_client.py", "litellm"),
    ])
    func `a client takes a feature's answers`(script: String, environment: String) async throws {
        guard let python = Self.tool("python", of: environment) else { return }
        try await Workspace.with { workspace in
            _ = try await Serving.with(in: workspace) { server in
                let outcome = try await Self.run(
                    python, [Self.script(script), server.base], in: workspace)
                #expect(outcome.exitCode == 0, "\(outcome.errors)")
                #expect(outcome.text == "ok\n")
            }
        }
    }

    @Test func `schemathesis finds the API as its description says`() async throws {
        guard let program = Self.tool("st", of: "schemathesis") else { return }
        try await Workspace.with { workspace in
            _ = try await Serving.with(in: workspace) { server in
                let outcome = try await Self.run(
                    program,
                    [
                        "--config-file", Self.script("schemathesis.toml"), "run",
                        server.base + "/openapi.json",
                        "--max-examples", "25", "--seed", "1", "--generation-database", "none",
                    ], in: workspace)
                #expect(outcome.exitCode == 0, "\(outcome.text)\(outcome.errors)")
            }
        }
    }

    @Test func `a conformant server stays conformant behind the gateway`() async throws {
        guard let program = Self.tool("jevcompat", of: "clients") else { return }
        try await Workspace.with { workspace in
            let port = try LLMockTests.freePort()
            let mock = try Child(
                program, ["mock", "--port", "\(port)"], in: workspace.folder,
                environment: ["PATH": "/usr/bin:/bin"], input: .nothing,
                output: workspace.url(".streams/mock"))
            try await Serving.with(
                "--upstream", "systemone=http://127.0.0.1:\(port)", in: workspace
            ) { server in
                let outcome = try await Self.run(program, ["test", server.base], in: workspace)
                #expect(
                    outcome.text.contains("conformant to spec 0.1: MUST 32/32, SHOULD 13/13"),
                    "\(outcome.text)\(outcome.errors)")
            }
            mock.send(SIGKILL)
            _ = try await mock.outcome()
        }
    }

    /// The path of a file beside this one, in `Clients`.
    static func script(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Clients/\(name)").path
    }

    /// A program of a virtual environment that `.ci/setup tests` makes.
    static func tool(_ name: String, of environment: String) -> URL? {
        let file = Workspace.root.appending(path: ".build/tools/\(environment)/bin/\(name)")
        guard FileManager.default.isExecutableFile(atPath: file.path) else {
            Skips.note("\(name) of `\(environment)` is missing: run `.ci/setup tests`")
            return nil
        }
        return file
    }

    static func run(
        _ program: URL, _ arguments: [String], in workspace: Workspace,
        environment: [String: String] = [:]
    ) async throws -> ChildOutcome {
        let child = try Child(
            program, arguments, in: workspace.folder,
            environment: ["PATH": "/usr/bin:/bin", "NO_COLOR": "1"].merging(environment) { $1 },
            input: .nothing,
            output: workspace.url(".streams/\(UUID().uuidString)"))
        return try await child.outcome(timeout: .seconds(600))
    }
}
