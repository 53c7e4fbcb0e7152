import CurlTransport
import Decisions
import Models
import TestSupport
import Testing

/// Embeddings over real sockets.
struct EmbeddingClientTests {
    private func ask(
        _ texts: [String], timeout: Duration = .seconds(60),
        _ script: @escaping @Sendable (ScriptedServer.Request) -> [ScriptedServer.Step]
    ) async throws -> Result<[[Float]], EmbeddingError> {
        try await ScriptedServer.with(script) { server in
            let transport = try CurlTransport()
            var definition = EmbeddingDefinition(
                baseURL: server.url("/v1"), model: "mini", key: "secret")
            definition.timeout = timeout
            let client = EmbeddingClient(
                definition, endpoint: ModelEndpoint(baseURL: server.url("/v1"), key: "secret"),
                transport: transport)
            let result: Result<[[Float]], EmbeddingError>
            do throws(EmbeddingError) {
                result = .success(try await client.vectors(of: texts))
            } catch {
                result = .failure(error)
            }
            await transport.shutdown()
            return result
        }
    }

    @Test func `vectors come in the order of the texts, with a length of 1`() async throws {
        let result = try await ask(["a", "b"]) { request in
            guard request.target == "/v1/embeddings",
                request.headers["authorization"] == "Bearer secret"
            else { return [.respond(404)] }
            return [
                .respond(
                    200, [:],
                    #"{"data":[{"index":1,"embedding":[0,5]},{"index":0,"embedding":[3,4]}]}"#)
            ]
        }
        #expect(try result.get() == [[0.6, 0.8], [0, 1]])
    }

    @Test func `more texts than a batch take several calls`() async throws {
        let texts = (0..<EmbeddingClient.batch + 1).map { "text \($0)" }
        let result = try await ask(texts) { request in
            let count = request.index == 0 ? EmbeddingClient.batch : 1
            let entries = (0..<count).map { #"{"index":\#($0),"embedding":[1,0]}"# }
            return [.respond(200, [:], #"{"data":[\#(entries.joined(separator: ","))]}"#)]
        }
        #expect(try result.get().count == texts.count)
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"data":[]}"#, #"{"data":[{"embedding":[]}]}"#,
        #"{"data":[{"embedding":[0,0]}]}"#, #"{"data":[{"embedding":[1,"x"]}]}"#,
        #"{"data":[{"index":7,"embedding":[1]}]}"#, #"{"data":[{"index":-1,"embedding":[1]}]}"#,
        #"{"data":[{"embedding":[1e400]}]}"#,
    ])
    func `a reply that holds no vectors is a failure`(_ body: String) async throws {
        let result = try await ask(["a"]) { _ in [.respond(200, [:], body)] }
        guard case .failure(.malformed) = result else {
            Issue.record("\(result)")
            return
        }
    }

    @Test func `a refusal says its status and neither the key nor what the server wrote`()
        async throws
    {
        let result = try await ask(["a"]) { _ in [.respond(401, [:], "bad key secret")] }
        guard case .failure(let error) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(error == .status(401))
        #expect(!error.description.contains("secret"))
    }

    @Test func `a silent server is given up`() async throws {
        let result = try await ask(["a"], timeout: .milliseconds(200)) { _ in [.waitForHangup] }
        #expect(result == .failure(.noResponse(.totalTimeout(.milliseconds(200)))))
    }
}
