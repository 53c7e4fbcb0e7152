import Foundation
import Synchronization
import TestSupport
import Testing

/// A chat model on 127.0.0.1 that answers by the number in the text: even `approve`, odd `review`.
///
/// What it was asked stands in its journal.
final class MockModel: Sendable {
    private let server: ScriptedServer

    /// Gets a request's number, from 0, and the case's text; returns what to do.
    typealias Script = @Sendable (_ index: Int, _ text: String) -> [ScriptedServer.Step]

    private init(_ script: @escaping Script) throws {
        server = try ScriptedServer { script($0.index, Self.text(of: $0)) }
    }

    static func with<Value>(
        _ script: @escaping Script = { _, text in [answer(text)] },
        isolation: isolated (any Actor)? = #isolation,
        _ body: (MockModel) async throws -> Value
    ) async throws -> Value {
        let model = try MockModel(script)
        defer { model.server.stop() }
        return try await body(model)
    }

    /// What makes the program ask this model.
    var environment: [String: String] { ["ASSAY_MODEL_URL": server.url("/v1")] }

    /// The texts that were asked about, one a request.
    var journal: [String] { server.record.requests.map(Self.text) }

    var requests: [ScriptedServer.Request] { server.record.requests }

    /// Waits until `count` requests have come.
    func expectRequests(_ count: Int) async {
        let isReached = await server.reaches { $0.requests.count >= count }
        #expect(isReached, "the model was asked \(server.record.requests.count) times")
    }

    /// The last line of the last message.
    private static func text(of request: ScriptedServer.Request) -> String {
        struct Body: Decodable {
            struct Message: Decodable { var content: String }
            var messages: [Message]
        }
        let body = try? JSONDecoder().decode(Body.self, from: Data(request.body))
        return body?.messages.last?.content.split(separator: "\n").last.map(String.init) ?? ""
    }

    /// The label that the model gives to a text.
    static func label(of text: String) -> String {
        let number = Int(text.filter(\.isNumber)) ?? 0
        return number.isMultiple(of: 2) ? "approve" : "review"
    }

    static func answer(_ text: String) -> ScriptedServer.Step { say(label(of: text)) }

    /// A whole reply with this label.
    static func say(_ label: String, tokens: Bool = true) -> ScriptedServer.Step {
        .respond(200, ["Content-Type": "application/json"], reply(label, tokens: tokens))
    }

    static func reply(_ label: String, tokens: Bool = true) -> String {
        let usage = tokens ? #","usage":{"prompt_tokens":40,"completion_tokens":5}"# : ""
        return #"{"id":"1","object":"chat.completion","created":1,"model":"mock-1","choices":"#
            + #"[{"index":0,"message":{"role":"assistant","content":"{\"route\":\"\#(label)\"}"},"#
            + #""finish_reason":"stop"}]\#(usage)}"#
    }
}

/// Something that one side waits for and the other gives.
final class Gate: Sendable {
    private let state = Mutex(false)

    func open() { state.withLock { $0 = true } }

    var isOpen: Bool { state.withLock { $0 } }

    /// Holds a reply back until the gate opens.
    var step: ScriptedServer.Step { .waitUntil { self.isOpen } }
}
