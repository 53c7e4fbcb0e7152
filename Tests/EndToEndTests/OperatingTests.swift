import CurlTransport
import Foundation
import TestSupport
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
            HTTPRequest(method, url, headers: headers, body: Array(body.utf8), timeouts: .patient))
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
                #expect(try await eventually { try await status() == 401 })
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

    @Test func `includes, lists and the calibration are read again or refused at their place`()
        async throws
    {
        try await Workspace.with { workspace in
            let transport = try CurlTransport()
            try workspace.writeParcels()
            try await Serving.with(rules: workspace.url("Rules").path, in: workspace) { server in
                let feature = server.base + "/v1/features/parcels"
                func answer(_ text: String) async throws -> String {
                    let ask =
                        #"{"model":"parcels","messages":[{"role":"user","content":"\#(text)"}]}"#
                    return try await send(
                        .post, server.base + "/v1/chat/completions", ask, over: transport
                    ).text
                }
                func reload() async throws -> (status: Int, text: String) {
                    try await send(.post, feature + "/reload", over: transport)
                }
                _ = try await send(
                    .post, feature + "/control", #"{"models_off":true}"#, over: transport)
                #expect(try await answer("rebate").contains(#""content":"false""#))

                try workspace.write("Rules/parcels/words.txt", "refund\nrebate\n")
                #expect(try await reload().status == 200)
                #expect(try await answer("rebate").contains(#""content":"true""#))
                #expect(try await answer("rebate").contains(#""uncalibrated":true"#))

                try workspace.write("Rules/parcels/cases.jsonl", Self.refunds)
                _ = try await workspace.assay(
                    "calibrate", "Rules/parcels", "--traffic", "Rules/parcels/cases.jsonl")
                #expect(try await reload().text.contains(#""warnings":[]"#))
                #expect(try await !answer("rebate").contains("uncalibrated"))

                // Measured rules that have changed since: taken, but not in silence.
                try workspace.write("Rules/parcels/words.txt", "refund\nrebate\nreturn\n")
                let outdated = try await reload()
                #expect(outdated.status == 200 && outdated.text.contains("run `assay calibrate`"))

                for (file, broken, place) in Self.breakages {
                    let good = try workspace.read(file)
                    try workspace.write(file, broken)
                    let refused = try await reload()
                    #expect(refused.status == 409 && refused.text.contains(place), "\(refused)")
                    #expect(try await answer("return").contains(#""content":"true""#))
                    try workspace.write(file, good)
                }
                #expect(try await reload().status == 200)
                #expect(
                    try await send(.get, feature, over: transport).text.contains(
                        #""models_off":true"#))
            }
            await transport.shutdown()
        }
    }

    private static let refunds = (1...20).map {
        #"{"id":"\#($0)","text":"refund","outcome":true}"#
    }.joined(separator: "\n")

    /// A file, what is wrong with it, and where that is said to be.
    private static let breakages = [
        ("Rules/parcels/common.yaml", "variables: { loud: txt == '' }", "common.yaml:1:20: "),
        ("Rules/parcels/common.yaml", "include: [lists.yaml, common.yaml]", "common.yaml:1:23: "),
        (
            "Rules/parcels/lists.yaml", "lists: { refunds: { words: none.txt } }",
            "lists.yaml:1:28: "
        ),
        (
            "Rules/parcels/calibration.yaml",
            "questions: { refund: { rules: { refund: { precision: 7, cases: 1 } } } }",
            "calibration.yaml:1:54: "
        ),
    ]
}

extension Workspace {
    /// A feature whose rules lie in several files.
    fileprivate func writeParcels() throws {
        try write(
            "Rules/parcels/feature.yaml",
            """
            feature: parcels
            questions: [{ name: refund, type: predicate, instructions: Is this about a refund? }]
            fields: { text: { type: string, from: $text } }
            paths: { heuristic: { rules: rules.yaml } }
            in_charge: heuristic
            """)
        try write(
            "Rules/parcels/rules.yaml",
            """
            include: [common.yaml, lists.yaml]
            rules:
              - { id: refund, condition: refunds(text) && !loud, output: true, confidence: measured }
            otherwise: false
            """)
        try write(
            "Rules/parcels/common.yaml",
            "include: [lists.yaml]\nvariables: { loud: text.endsWith('!!!') }\n")
        try write("Rules/parcels/lists.yaml", "lists: { refunds: { words: words.txt } }\n")
        try write("Rules/parcels/words.txt", "refund\n")
    }
}
