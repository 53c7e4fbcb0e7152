import Audits
import CurlTransport
import Decisions
import Models

/// Asks a feature's embedding endpoint, and keeps what it said for the next run in this process.
actor TextVectors {
    /// A vector of 1,536 numbers has 6 KiB.
    private static let mostKept = 20_000

    private var known: [String: [Float]] = [:]

    /// Returns the vectors of `texts`, or why there are none; `nil` where there is nothing to ask.
    func embeddings(of texts: [String], by definition: EmbeddingDefinition) async
        -> AuditEmbeddings?
    {
        guard !texts.isEmpty else { return nil }
        let endpoint: ModelEndpoint
        switch ModelEndpoint.resolve(definition, in: Console.environment) {
        case .success(let resolved): endpoint = resolved
        case .failure(let unset):
            let names = unset.names.map { "`\($0)`" }.joined(separator: ", ")
            return .failed("\(names) not set")
        }
        let missing = texts.filter { known[$0] == nil }
        do {
            let vectors = try await ask(missing, definition, endpoint)
            if known.count + missing.count > Self.mostKept {
                let asked = Set(texts)
                known = known.filter { asked.contains($0.key) }
            }
            for (text, vector) in zip(missing, vectors) { known[text] = vector }
        } catch {
            return .failed(error.description)
        }
        let vectors = texts.compactMap { known[$0] }
        guard Set(vectors.map(\.count)).count == 1 else {
            known = [:]
            return .failed("its vectors have several lengths")
        }
        return .vectors(Dictionary(zip(texts, vectors), uniquingKeysWith: { first, _ in first }))
    }

    private func ask(
        _ texts: [String], _ definition: EmbeddingDefinition, _ endpoint: ModelEndpoint
    ) async throws(EmbeddingError) -> [[Float]] {
        guard !texts.isEmpty else { return [] }
        let transport: CurlTransport
        do {
            transport = try CurlTransport(
                configuration: TransportConfiguration(environment: Console.environment))
        } catch {
            throw .noResponse(error)
        }
        let client = EmbeddingClient(definition, endpoint: endpoint, transport: transport)
        do {
            let vectors = try await client.vectors(of: texts)
            await transport.shutdown()
            return vectors
        } catch {
            await transport.shutdown()
            throw error
        }
    }
}
