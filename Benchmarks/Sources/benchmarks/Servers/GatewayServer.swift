import Foundation

/// `assay serve` over the feature of this package, with a log of its own.
struct GatewayServer {
    private let setting: Setting
    private let process: ServerProcess
    private let evidence: String
    let port: UInt16
    private let startSeconds: [String: Double]

    /// What a server took from its start to its end.
    struct Cost {
        /// Processor time, the drain of the log included.
        let seconds: Double
        /// The part of the threads that ask models and upstreams and read their replies.
        let clientSeconds: Double
        /// The most resident bytes there have been.
        let peakMemory: Double
    }

    /// Starts a gateway whose model and upstream are at `url`; without it there is neither.
    init(_ setting: Setting, upstream url: String?) throws {
        self.setting = setting
        evidence = setting.path("gateway-\(UUID().uuidString).sqlite")
        let command =
            [
                setting.assay, "serve", OrderFeature.folder.path, "--port", "0", "--evidence",
                evidence,
            ] + (url.map { ["--upstream", "openai=\($0)"] } ?? [])
        (process, port) = try ServerProcess.start(
            command, in: setting, variables: url.map { ["ASSAY_BENCHMARK_URL": $0] } ?? [:]
        ) { said in
            said.firstMatch(of: /listening on http:\/\/127\.0\.0\.1:(\d+)/).flatMap {
                UInt16($0.1)
            }
        }
        startSeconds = try process.processorSeconds()
    }

    func memory() throws -> Double { try process.memory("VmRSS") }

    /// Stops the server, which takes into the log what it has acknowledged, and checks that all of
    /// `answered` decisions are there.
    func stop(afterDecisions answered: Int) throws -> Cost {
        let threads = try process.processorSeconds()
        let peak = try process.memory("VmHWM")
        let total = try process.stop()
        let logged = try LogSummary(evidence, setting)
        guard logged.decided == answered else {
            throw BenchmarkError.wrongResult(
                "the log counts \(logged.decided) of \(answered) decisions")
        }
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: evidence + end)
        }
        return Cost(
            seconds: total - startSeconds.values.reduce(0, +),
            clientSeconds: threads["curl", default: 0] - startSeconds["curl", default: 0],
            peakMemory: peak)
    }

    // MARK: While it runs

    /// Turns the shadows on or off.
    func pauseShadows(_ isPaused: Bool) throws {
        _ = try ask(
            "POST", "/v1/features/order-check/control", body: "{\"shadows_paused\":\(isPaused)}")
    }

    /// How many calls of the model have ended, by status.
    func shadows() throws -> [String: Int] {
        let pattern = /assay_answers_total\{.*path="model",status="(\w+)".*\} (\d+)/
        return try ask("GET", "/metrics").matches(of: pattern).reduce(into: [:]) {
            $0[String($1.1), default: 0] += Int($1.2) ?? 0
        }
    }

    private func ask(_ method: String, _ path: String, body: String = "") throws -> String {
        let file = setting.path("reply")
        _ = try ProcessRun.run(
            [
                "curl", "-sf", "-o", file, "-X", method, "-d", body,
                "http://127.0.0.1:\(port)\(path)",
            ], in: setting)
        return try String(contentsOfFile: file, encoding: .utf8)
    }
}
