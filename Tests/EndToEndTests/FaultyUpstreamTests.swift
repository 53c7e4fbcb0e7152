import Testing
import TestSupport

/// A model's server that misbehaves: each trouble is a counted failure, and the run goes on.
struct FaultyUpstreamTests {
    struct Fault: CustomTestStringConvertible, Sendable {
        var name: String
        var reason: String
        var steps: [ScriptedServer.Step]
        /// How often the server is asked about the case.
        var attempts = 1
        var testDescription: String { name }

        init(
            _ name: String, _ reason: String, attempts: Int = 1, _ steps: ScriptedServer.Step...
        ) {
            self.name = name
            self.reason = reason
            self.steps = steps
            self.attempts = attempts
        }
    }

    private static let json: KeyValuePairs = ["Content-Type": "application/json"]
    private static let half = String(MockModel.reply("approve").prefix(60))

    static let faults: [Fault] = [
        Fault(
            "HTML", "unparsable", .respond(200, ["Content-Type": "text/html"], "<html>hi</html>")),
        Fault("an empty body", "unparsable", .respond(200, json, "")),
        Fault("JSON of another kind", "unparsable", .respond(200, json, "[1,2,3]")),
        Fault("no message", "unparsable", .respond(200, json, #"{"choices":[]}"#)),
        Fault("a label outside the choices", "outside_choices", MockModel.say("reject")),
        Fault(
            "a refusal", "refusal",
            .respond(
                200, json, #"{"choices":[{"message":{"refusal":"I can't","content":null}}]}"#)),
        Fault(
            "an error inside a 200", "http_status",
            .respond(200, json, #"{"error":{"message":"x"}}"#)),
        Fault("a proxy's page", "http_status", .respond(404, [:], "<html>not here</html>")),
        Fault(
            "a forbidden key", "http_status", .respond(401, json, #"{"error":{"message":"no"}}"#)),
        Fault("a redirect", "http_status", .respond(302, ["Location": "http://127.0.0.1:9/"])),
        Fault("500", "http_status", .respond(500)),
        Fault("503 in HTML", "http_status", .respond(503, [:], "<html>busy</html>")),
        Fault("429", "rate_limited", .respond(429)),
        Fault(
            "429 for longer than the call may last", "rate_limited",
            .respond(429, ["Retry-After": "3600"])),
        Fault(
            "a body cut in half", "connection_lost",
            .send(ScriptedServer.Step.head(200, json, length: 500) + half), .close),
        Fault(
            "a stream cut in half", "connection_lost", .beginChunks(json), .chunk(half), .close),
        Fault("a reset", "connection_lost", .reset),
        Fault("silence, then goodbye", "connection_lost", .close),
        Fault(
            "another protocol", "unparsable", .send("SSH-2.0-OpenSSH_9.2\r\n\r\n"), .close),
        Fault(
            "too much", "too_large",
            .send(ScriptedServer.Step.head(200, json, length: 200_000_000)), .fill(200_000_000)),
        Fault(
            "the context is full", "too_large",
            .respond(
                400, json,
                #"{"error":{"message":"too long","code":"context_length_exceeded"}}"#)),
    ]

    @Test(arguments: faults)
    func `a fault fails its case and no other`(fault: Fault) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 4, model: "retries: 0")
            try await MockModel.with { _, text in
                text == "parcel 2" ? fault.steps : [MockModel.answer(text)]
            } _: { model in
                let outcome = try await workspace.assay(
                    "replay", Parcels.folder, "--json", environment: model.environment)
                let report = try outcome.report()
                #expect(report.answered == 4)
                #expect(report.paths["model"]?.answered == 3)
                #expect(report.paths["model"]?.failures == [fault.reason: 1])
                #expect(outcome.peakMemory < 150_000_000)
                let observations = try await workspace.export()
                #expect(observations.failures(of: "model") == ["2": fault.reason])
                #expect(observations.answers(of: "heuristic").count == 4)
            }
        }
    }

    @Test(arguments: [
        ("no head", [ScriptedServer.Step.waitForHangup]),
        (
            "half a body",
            [.send(ScriptedServer.Step.head(200, [:], length: 500) + half), .waitForHangup]
        ),
    ])
    func `a server that stalls past the deadline is a timeout`(
        name: String, steps: [ScriptedServer.Step]
    ) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 4, model: "retries: 2", timeout: "1s")
            try await MockModel.with { _, text in
                text == "parcel 2" ? steps : [MockModel.answer(text)]
            } _: { model in
                let report = try await workspace.assay(
                    "replay", Parcels.folder, "--json", environment: model.environment
                ).report()
                #expect(report.paths["model"]?.failures["timeout"] ?? 0 >= 1)
                let failure = try await workspace.export().answers(of: "model").first {
                    $0.caseID == "2"
                }
                #expect(failure?.answer.reason == "timeout")
                #expect(failure?.answer.latency_ns ?? 0 >= 900_000_000)
            }
        }
    }

    @Test func `a dead endpoint fails every case with a reason, and the rules answer`()
        async throws
    {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 3, model: "retries: 0")
            var transcript = Transcript(workspace)
            try await transcript.run(
                "replay", Parcels.folder, environment: ["ASSAY_MODEL_URL": "http://127.0.0.1:9/v1"])
            try transcript.expectGolden("upstream-dead")
            let observations = try await workspace.export()
            #expect(Set(observations.failures(of: "model").values) == ["unreachable"])
            #expect(observations.answers(of: "heuristic").count == 3)
        }
    }

    @Test func `a key that is refused every time is exit 69, and stays logged`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 3, model: "retries: 0")
            try await MockModel.with { _, _ in
                [.respond(401, Self.json, #"{"error":{"message":"no"}}"#)]
            } _: { model in
                let outcome = try await workspace.assay(
                    "replay", Parcels.folder, environment: model.environment)
                #expect(outcome.exitCode == 69)
                #expect(outcome.text.contains("0 answered, 3 failed (http_status 3)"))
                #expect(
                    outcome.errors.hasPrefix(
                        "error: path `model`: all 3 answers failed, most as `http_status`: "
                            + "status 401"), "\(outcome.errors)")
                #expect(try await workspace.export().failures(of: "model").count == 3)
                // Nothing is asked again, so nothing fails again.
                let again = try await workspace.assay(
                    "replay", Parcels.folder, environment: model.environment)
                #expect(again.exitCode == 0)
            }
        }
    }

    @Test func `a model that answered once is there`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 3, model: "retries: 0")
            try await MockModel.with { index, text in
                index == 0 ? [MockModel.answer(text)] : [.respond(500)]
            } _: { model in
                let report = try await workspace.assay(
                    "replay", Parcels.folder, "--json", environment: model.environment
                ).report()
                #expect(report.paths["model"]?.failures == ["http_status": 2])
            }
        }
    }

    @Test func `more calls than 64 are under way without waiting for a connection`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 100, model: "retries: 0", timeout: "600s")
            let gate = Gate()
            try await MockModel.with { _, text in
                [gate.step, MockModel.answer(text)]
            } _: { model in
                let child = try workspace.start(
                    ["replay", Parcels.folder, "--concurrency", "100", "--json"],
                    environment: model.environment)
                await model.expectRequests(100)
                gate.open()
                let report = try await child.outcome().report()
                #expect(report.paths["model"]?.answered == 100)
            }
        }
    }

    @Test(arguments: ["not a url", "ftp://127.0.0.1/", "http://", "http://no.such.host.invalid/v1"])
    func `an address that is none is a counted failure or a message`(url: String) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2, model: "retries: 0")
            let outcome = try await workspace.assay(
                "replay", Parcels.folder, "--json", environment: ["ASSAY_MODEL_URL": url])
            #expect(outcome.signal == nil)
            if outcome.exitCode == 0 {
                #expect(try outcome.report().paths["model"]?.failed == 2)
            } else {
                #expect(outcome.errors.hasPrefix("error: "))
            }
        }
    }

    @Test func `429 with Retry-After is asked again no sooner, and answered`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2, model: "retries: 1")
            try await MockModel.with { index, text in
                index == 0 ? [.respond(429, ["Retry-After": "1"])] : [MockModel.answer(text)]
            } _: { model in
                let report = try await workspace.assay(
                    "replay", Parcels.folder, "--concurrency", "1", "--json",
                    environment: model.environment
                ).report()
                #expect(report.paths["model"]?.answered == 2)
                #expect(model.journal == ["parcel 1", "parcel 1", "parcel 2"])
                let first = try await workspace.export().answers(of: "model").first
                #expect(first?.answer.latency_ns ?? 0 >= 1_000_000_000)
            }
        }
    }

    @Test func `500s and lost connections are tried again as often as allowed`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 3, model: "retries: 1")
            try await MockModel.with { index, text in
                switch text {
                case "parcel 1": [.respond(500)]
                case "parcel 2" where index == 0 || index == 1: [.reset]
                default: [MockModel.answer(text)]
                }
            } _: { model in
                let report = try await workspace.assay(
                    "replay", Parcels.folder, "--concurrency", "2", "--json",
                    environment: model.environment
                ).report()
                #expect(report.paths["model"]?.answered == 2)
                #expect(report.paths["model"]?.failures == ["http_status": 1])
                #expect(model.journal.filter { $0 == "parcel 1" }.count == 2)
                #expect(model.journal.filter { $0 == "parcel 2" }.count == 2)
            }
        }
    }

    @Test func `what cannot pass is not tried again`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2, model: "retries: 3")
            try await MockModel.with { _, _ in
                [.respond(403)]
            } _: { model in
                let report = try await workspace.assay(
                    "replay", Parcels.folder, "--json", environment: model.environment
                ).report(exit: 69)
                #expect(report.paths["model"]?.failures == ["http_status": 2])
                #expect(model.journal.count == 2)
            }
        }
    }

    @Test func `neither the key nor the input shows in output or log`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(
                to: workspace, count: 2, model: #"retries: 0, key: "${ASSAY_MODEL_KEY}""#)
            try await MockModel.with { _, _ in
                [.respond(401, [:], #"{"error":{"message":"bad key sk-top-secret"}}"#)]
            } _: { model in
                let outcome = try await workspace.assay(
                    "replay", Parcels.folder,
                    environment: model.environment.merging(
                        ["ASSAY_MODEL_KEY": "sk-top-secret"], uniquingKeysWith: { $1 }))
                #expect(model.requests[0].headers["authorization"] == "Bearer sk-top-secret")
                let log = try await workspace.assay("evidence", "export", Parcels.folder)
                for text in [outcome.text, outcome.errors, log.text] {
                    #expect(!text.contains("sk-top-secret"))
                }
            }
        }
    }
}
