import CurlTransport
import Foundation
import TestSupport
import Testing

/// What a redacting feature is told stays with its rules: every byte that leaves them is looked at.
struct RedactionTests {
    /// Numbers of cards and accounts are those that their makers publish for tests.
    private static let secrets = [
        "jo.meyer@mail.example.com", "4111 1111 1111 1111", "+49 30 901820",
        "DE89370400440532013000", "T-4711", "account-4242", "internal remark", "maria-0815",
        "household-17@mail.example.com", "order-of-jo@mail.example.com",
    ]

    private static let settings = """
        redact: { keep: [text], hash: [account], user: hash, key: "${REDACT_KEY}",
                  patterns: [email, card, phone, iban], custom: { ticket: 'T-\\d+' } }

        """

    private static func feature(_ inCharge: String) -> String {
        """
        feature: parcels
        questions:
          - { name: route, type: choice, instructions: Who decides?, choices: [approve, review] }
        fields:
          text:    { type: string, from: $text }
          account: { type: string, from: $json.account, optional: true }
          remark:  { type: string, from: $json.remark, optional: true }
        paths:
          heuristic: { rules: rules.yaml }
          model: { api: chat, base_url: "${ASSAY_MODEL_URL}", model: mock-1 }
        in_charge: \(inCharge)
        outcome: { depends_on_answer: no, matures_after: 0s }
        economics: { correct: 0, wrong: { default: 5.00 }, abstain: 2.00, fail: 2.00 }
        slices: [account, remark]

        """ + settings
    }

    /// They decide by what is taken out before anybody else sees it.
    private static let rules = """
        rules:
          - { id: seen, output: review, condition: "text.contains('jo.meyer@mail.example.com') \
        && has(remark) && remark == 'internal remark' && has(account) \
        && account == 'account-4242'" }
        otherwise: approve

        """

    private static var decision: String {
        let text =
            "now 2: jo.meyer@mail.example.com pays 4111 1111 1111 1111 or "
            + "DE89370400440532013000, call +49 30 901820 about T-4711"
        return
            #"{"model":"parcels","input":[{"role":"user","content":[{"type":"input_text","text":"#
            + "\"\(text)\"},"
            + #"{"type":"input_json","data":{"account":"account-4242","#
            + #""remark":"internal remark"}}]}],"safety_identifier":"maria-0815","#
            + #""questions":[{"type":"choice","name":"route","instructions":"","#
            + #""choices":[{"value":"approve"},{"value":"review"}]}],"#
            + #""x_assay":{"case_id":"c1","groups":{"home":"household-17@mail.example.com"}}}"#
    }

    @Test(arguments: ["heuristic", "model"], [SIGKILL, SIGTERM])
    func `neither the log nor a model nor a line of log sees a value`(
        inCharge: String, signal: Int32
    ) async throws {
        try await Workspace.with { workspace in
            try workspace.write("Rules/parcels/feature.yaml", Self.feature(inCharge))
            try workspace.write("Rules/parcels/rules.yaml", Self.rules)
            let transport = try CurlTransport()
            try await MockModel.with { model in
                let environment = model.environment.merging(["REDACT_KEY": "k-1"]) { $1 }
                let outcome = try await Serving.with(
                    "--log-level", "debug", "--upstream",
                    "openai=" + model.environment["ASSAY_MODEL_URL", default: ""],
                    rules: workspace.url("Rules").path, in: workspace, environment: environment
                ) { server in
                    func post(_ path: String, _ body: String) async throws -> String {
                        let reply = try await transport.send(
                            HTTPRequest(
                                .post, server.base + path, body: Array(body.utf8),
                                timeouts: .patient))
                        let text = String(decoding: reply.body, as: UTF8.self)
                        #expect(reply.status == 200, "\(text)")
                        return text
                    }
                    let reply = try await post("/v1/decisions", Self.decision)
                    if inCharge == "heuristic" {
                        #expect(reply.contains(#""choice":"review""#), "\(reply)")
                    }
                    // Under another model's name it is claimed all the same, and not forwarded.
                    _ = try await post(
                        "/v1/decisions",
                        Self.decision.replacing(#""model":"parcels""#, with: #""model":"luna""#)
                            .replacing("\"c1\"", with: "\"order-of-jo@mail.example.com\""))
                    _ = try await post(
                        "/v1/outcomes",
                        #"{"case_id":"order-of-jo@mail.example.com","value":"approve"}"#)
                    _ = try await post(
                        "/v1/events",
                        #"{"id":"e1","event":"accepted","case_id":"c1","user":"maria-0815"}"#)
                    await model.expectRequests(2)
                    var shown = ""
                    for path in ["/metrics", "/v1/features/parcels", "/features/parcels"] {
                        let page = try await transport.send(
                            HTTPRequest(.get, server.base + path, timeouts: .patient))
                        shown += String(decoding: page.body, as: UTF8.self)
                    }
                    #expect(Self.found(in: Array(shown.utf8)) == [])
                    server.child.send(signal)
                }
                #expect(Self.found(in: Array(outcome.errors.utf8)) == [], "\(outcome.errors)")
                let sent = model.requests.flatMap(\.body)
                #expect(Self.found(in: sent) == [])
                #expect(String(decoding: sent, as: UTF8.self).contains("[email]"))
            }
            await transport.shutdown()
            let files = try Self.files(below: workspace.folder)
                .filter { !$0.path.contains("/Rules/") }
            #expect(files.contains { $0.lastPathComponent == "assay.sqlite" })
            #expect(files.contains { $0.path.contains("spool") })
            if signal == SIGTERM {
                // The truth has found its case by the same hash.
                let logged = try await workspace.export("Rules/parcels")
                #expect(logged.contains { $0.outcome?.value == "approve" })
            }
            var everything: [UInt8] = []
            for file in files {
                let bytes = try Array(Data(contentsOf: file))
                #expect(Self.found(in: bytes) == [], "\(file.path)")
                everything += bytes
            }
            #expect(everything.firstRange(of: Array("[iban]".utf8)) != nil)
        }
    }

    @Test func `a user who is known by a hash is deleted by name`() async throws {
        try await Workspace.with { workspace in
            try workspace.write("Rules/parcels/feature.yaml", Self.feature("heuristic"))
            try workspace.write("Rules/parcels/rules.yaml", Self.rules)
            let transport = try CurlTransport()
            let environment = ["REDACT_KEY": "k-1"]
            try await Serving.with(
                rules: workspace.url("Rules").path, in: workspace, environment: environment
            ) { server in
                let reply = try await transport.send(
                    HTTPRequest(
                        .post, server.base + "/v1/decisions", body: Array(Self.decision.utf8),
                        timeouts: .patient))
                #expect(reply.status == 200)
            }
            await transport.shutdown()
            func delete(_ more: [String], _ environment: [String: String]) async throws -> String {
                let command = ["evidence", "delete", "--user", "maria-0815", "--json"] + more
                let outcome = try await workspace.start(command, environment: environment).outcome()
                return outcome.text + outcome.errors
            }
            let feature = ["--feature", "Rules/parcels"]
            #expect(try await delete([], environment).contains(#""observations":0"#))
            #expect(try await delete(feature, [:]).contains("`REDACT_KEY`, which is not set"))
            #expect(try await delete(feature, environment).contains(#""observations":1"#))
        }
    }

    private static func found(in bytes: [UInt8]) -> [String] {
        secrets.filter { bytes.firstRange(of: Array($0.utf8)) != nil }
    }

    private static func files(below folder: URL) throws -> [URL] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return names.map { folder.appending(path: $0) }.filter { file in
            (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
        }
    }
}
