import Foundation
import Synchronization
import TestSupport
import Testing

/// `assay audit` with an embedding endpoint, over a real socket.
struct EmbeddingTests {
    private static let folder = "Rules/help"

    /// 60 questions and 60 training rows that share no words; the first ten mean the same.
    private static func write(to workspace: Workspace) throws {
        try workspace.write(
            "\(folder)/feature.yaml",
            """
            feature: help
            questions: [{ name: urgent, type: predicate, instructions: Urgent? }]
            fields: { text: { type: string, from: $text } }
            paths: { heuristic: { rules: rules.yaml } }
            outcome: { depends_on_answer: no }
            datasets: { eval: eval.jsonl, training: train.jsonl }
            audits: { embedding: { base_url: "${EMBEDDING_URL}", model: mini } }
            """)
        try workspace.write(
            "\(folder)/rules.yaml",
            "rules: [{ id: a, condition: 'text == \"\"', output: true }]\notherwise: false\n")
        try workspace.write(
            "\(folder)/traffic.jsonl", #"{"id":"1","text":"a case of its own","outcome":false}"#)
        func rows(_ word: String) -> String {
            (0..<60).map {
                #"{"text":"\#(word)\#($0)a \#(word)\#($0)b \#(word)\#($0)c about \#($0)","#
                    + #""time":"2026-01-01"}"#
            }.joined(separator: "\n")
        }
        try workspace.write("\(folder)/eval.jsonl", rows("eval"))
        try workspace.write("\(folder)/train.jsonl", rows("train"))
    }

    /// A vector of 128 numbers that points along the text's subject; those of the first ten are the
    /// same on both sides.
    private static func vector(_ text: String) -> String {
        let subject = Int(text.split(separator: " ").last ?? "") ?? 0
        let axis = text.hasPrefix("eval") && subject >= 10 ? 64 + subject : subject
        let numbers = (0..<128).map { $0 == axis ? "1" : "0" }
        return "[\(numbers.joined(separator: ","))]"
    }

    private static func answer(_ request: ScriptedServer.Request) -> [ScriptedServer.Step] {
        struct Body: Decodable { var input: [String] }
        let texts = (try? JSONDecoder().decode(Body.self, from: Data(request.body)))?.input ?? []
        let entries = texts.enumerated().map {
            #"{"index":\#($0.offset),"embedding":\#(vector($0.element))}"#
        }
        return [.respond(200, [:], #"{"data":[\#(entries.joined(separator: ","))]}"#)]
    }

    private func audit(_ workspace: Workspace, _ url: String) async throws -> AuditReport.Finding {
        try await AuditReport.finding(
            of: Self.folder, in: workspace, ["--only", "A3"], environment: ["EMBEDDING_URL": url])
    }

    @Test func `texts are asked for once, and the cache beside the log holds none of them`()
        async throws
    {
        try await Workspace.with { workspace in
            try Self.write(to: workspace)
            _ = try await workspace.assay("replay", Self.folder)
            try await ScriptedServer.with(Self.answer) { server in
                let first = try await audit(workspace, server.url("/v1"))
                #expect(first.status == "watch", "\(first.sentence)")
                #expect(first.sentence.contains("10 more questions of 60 may be a paraphrase"))
                let calls = server.record.requests.count
                #expect(calls == 4)
                let again = try await audit(workspace, server.url("/v1"))
                #expect(again.sentence == first.sentence)
                #expect(server.record.requests.count == calls)
                let kept = try Data(contentsOf: workspace.url("assay.sqlite.vectors"))
                #expect(kept.count > 120 * 128 * 4 && kept.count < 64 << 20)
                #expect(kept.range(of: Data("eval1a".utf8)) == nil)
                let attributes = try FileManager.default.attributesOfItem(
                    atPath: workspace.url("assay.sqlite.vectors").path)
                #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
                // A file that is something else is written anew.
                try workspace.write("assay.sqlite.vectors", "assay.vectors/1\nnonsense")
                #expect(try await audit(workspace, server.url("/v1")).sentence == first.sentence)
                #expect(server.record.requests.count == 2 * calls)
            }
        }
    }

    @Test func `an endpoint that dies half way leaves the words, its reason, and what it said`()
        async throws
    {
        try await Workspace.with { workspace in
            try Self.write(to: workspace)
            try workspace.edit(
                "\(Self.folder)/train.jsonl", "train0a train0b train0c", "eval0a eval0b eval0c")
            _ = try await workspace.assay("replay", Self.folder)
            let isDead = Atomic(true)
            try await ScriptedServer.with({ request in
                if isDead.load(ordering: .relaxed), request.index >= 2 { return [.respond(500)] }
                return Self.answer(request)
            }) { server in
                let found = try await audit(workspace, server.url("/v1"))
                #expect(found.status == "fires")
                #expect(found.sentence.contains("1 of 60 test questions"), "\(found.sentence)")
                #expect(found.sentence.contains("it answered with status 500"))
                #expect(found.parts.contains { $0.status == "cannot-tell" })
                let calls = server.record.requests.count
                isDead.store(false, ordering: .relaxed)
                let again = try await audit(workspace, server.url("/v1"))
                #expect(!again.sentence.contains("status 500"))
                // Two of four calls had been answered before.
                #expect(server.record.requests.count == calls + 2)
            }
        }
    }
}
