package import CurlTransport
package import Decisions
import JSONCodec

/// Asks an OpenAI-style endpoint for the vectors of texts.
package struct EmbeddingClient: Sendable {
    /// Texts in one call.
    package static let batch = 32
    /// Of a longer text the beginning counts.
    package static let mostCharacters = 2_000
    private static let mostDimensions = 8_192
    /// All calls together.
    private static let mostTime = Duration.seconds(600)

    private let definition: EmbeddingDefinition
    private let endpoint: ModelEndpoint
    private let transport: any ModelTransport

    package init(
        _ definition: EmbeddingDefinition, endpoint: ModelEndpoint,
        transport: any ModelTransport
    ) {
        self.definition = definition
        self.endpoint = endpoint
        self.transport = transport
    }

    /// Returns a vector of length 1 a text, in the order of `texts`; the first failure ends it.
    package func vectors(of texts: [String]) async throws(EmbeddingError) -> [[Float]] {
        let (vectors, error) = await answered(texts)
        if let error { throw error }
        return vectors
    }

    /// Returns the vectors of the first texts up to a failure, and the failure.
    package func answered(
        _ texts: [String]
    ) async -> (vectors: [[Float]], error: EmbeddingError?) {
        let began = ContinuousClock.now
        var vectors: [[Float]] = []
        while vectors.count < texts.count {
            guard ContinuousClock.now - began < Self.mostTime else {
                return (vectors, .tooSlow(vectors.count, of: texts.count))
            }
            do throws(EmbeddingError) {
                let next = try await call(Array(texts[vectors.count...].prefix(Self.batch)))
                guard Set((vectors.prefix(1) + next).map(\.count)).count == 1 else {
                    return (vectors, .malformed("vectors of several lengths"))
                }
                vectors += next
            } catch {
                return (vectors, error)
            }
        }
        return (vectors, nil)
    }

    private func call(_ texts: [String]) async throws(EmbeddingError) -> [[Float]] {
        let input = texts.map { JSONValue.string(String($0.prefix(Self.mostCharacters))) }
        let body: JSONValue = [
            "model": .string(definition.model), "input": .array(input),
            "encoding_format": "float",
        ]
        let request = HTTPRequest(
            .post, endpoint.url("/embeddings"), headers: .model(authorizedBy: endpoint.key),
            body: body.json, timeouts: HTTPTimeouts(total: definition.timeout))
        let response: HTTPResponse
        do {
            response = try await transport.send(request)
        } catch {
            throw .noResponse(error)
        }
        guard response.head.status == 200 else { throw .status(response.head.status) }
        guard let reply = try? JSONValue(parsing: response.body).object,
            let data = reply["data"]?.array, data.count == texts.count
        else {
            throw .malformed("no list `data` of \(texts.count) vectors")
        }
        var vectors = [[Float]](repeating: [], count: texts.count)
        for (place, entry) in data.enumerated() {
            let index = entry.object?["index"]?.int ?? Int64(place)
            guard let index = Int(exactly: index), vectors.indices.contains(index),
                vectors[index].isEmpty, let vector = Self.unit(entry.object?["embedding"])
            else { throw .malformed("entry \(place) of `data` is no vector") }
            vectors[index] = vector
        }
        return vectors
    }

    private static func unit(_ value: JSONValue?) -> [Float]? {
        guard let elements = value?.array, (1...mostDimensions).contains(elements.count) else {
            return nil
        }
        let numbers = elements.compactMap(\.double)
        let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard numbers.count == elements.count, length.isFinite, length > 0 else { return nil }
        return numbers.map { Float($0 / length) }
    }
}

/// Why an endpoint gave no vectors; holds no credential and nothing that the server wrote.
package enum EmbeddingError: Error, Hashable, Sendable {
    case noResponse(TransportError)
    case status(Int)
    case malformed(String)
    case tooSlow(Int, of: Int)
}

extension EmbeddingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noResponse(let error): "\(error)"
        case .status(let status): "it answered with status \(status)"
        case .malformed(let fault): "its answer cannot be read: \(fault)"
        case .tooSlow(let done, let all): "\(done) of \(all) texts took ten minutes"
        }
    }
}
