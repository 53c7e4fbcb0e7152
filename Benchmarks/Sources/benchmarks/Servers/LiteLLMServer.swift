import Foundation

/// LiteLLM's proxy with one worker, from PyPI, in a virtual environment of its own.
struct LiteLLMServer {
    private let process: ServerProcess
    let port: UInt16

    /// Starts it before `upstream`; installs it where that has not been done.
    init(_ setting: Setting, upstream: UInt16) throws {
        let peers = OrderFeature.folder.appending(path: "../Peers").standardizedFileURL
        let tools = peers.appending(path: "../.build/litellm").standardizedFileURL.path
        try Self.install(tools, peers, setting)
        let port = try Loopback.freePort()
        (process, self.port) = try ServerProcess.start(
            [
                "\(tools)/bin/litellm", "--config", peers.appending(path: "litellm.yaml").path,
                "--host", "127.0.0.1", "--port", String(port), "--num_workers", "1",
                "--telemetry", "False",
            ], in: setting,
            variables: [
                "MODEL_URL": ModelServer.url(upstream), "LITELLM_MASTER_KEY": "sk-benchmark",
                "LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_MODE": "PRODUCTION",
                "LITELLM_LOG": "ERROR", "DISABLE_ADMIN_UI": "True", "NO_DOCS": "True",
            ]
        ) { _ in Loopback.isListening(port) ? port : nil }
    }

    /// Processor time so far.
    func seconds() throws -> Double { try process.processorSeconds().values.reduce(0, +) }

    /// The server under a load.
    func loaded(_ name: String, _ load: Load) -> LoadedServer {
        LoadedServer(name: name, load: load) { load in
            try LoadCost.difference({ try load(port) }, seconds)
        }
    }

    private static func install(_ tools: String, _ peers: URL, _ setting: Setting) throws {
        guard !FileManager.default.isExecutableFile(atPath: "\(tools)/bin/litellm") else { return }
        note("installing LiteLLM")
        _ = try ProcessRun.run(["python3", "-m", "venv", tools], in: setting)
        let python = "\(tools)/bin/python"
        _ = try ProcessRun.run([python, "-m", "pip", "install", "-q", "uv"], in: setting)
        _ = try ProcessRun.run(
            [
                "\(tools)/bin/uv", "pip", "install", "-q", "--compile-bytecode", "--python", python,
                "--overrides", peers.appending(path: "litellm-overrides.txt").path,
                "-r", peers.appending(path: "litellm.txt").path,
            ], in: setting)
    }
}
