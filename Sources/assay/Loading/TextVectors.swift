import Audits
import CurlTransport
import Decisions
import Models

/// Asks a feature's embedding endpoint for the texts that no earlier run has asked for.
struct TextVectors {
    let definition: EmbeddingDefinition
    /// Where vectors are kept; `nil` without a log.
    let file: VectorFile?

    /// Returns the vectors of `texts`, or why there are none; `nil` where there is nothing to ask.
    ///
    /// What came before a failure is kept, so that the next run goes on from there.
    func embeddings(of texts: [String]) async -> AuditEmbeddings? {
        guard !texts.isEmpty else { return nil }
        let endpoint: ModelEndpoint
        switch ModelEndpoint.resolve(definition, in: Console.environment) {
        case .success(let resolved): endpoint = resolved
        case .failure(let unset):
            let names = unset.names.map { "`\($0)`" }.joined(separator: ", ")
            return .failed("\(names) not set")
        }
        var known = file?.read() ?? [:]
        let missing = texts.filter { known[key($0)] == nil }
        let found = await ask(missing, endpoint)
        for (text, vector) in zip(missing, found.vectors) { known[key(text)] = vector }
        if let file, !found.vectors.isEmpty, !file.write(known, used: Set(texts.map(key))) {
            Console.note("\(file.path): cannot be written; the next run asks for embeddings anew")
        }
        if let error = found.error { return .failed(error.description) }
        let vectors = texts.compactMap { known[key($0)] }
        guard Set(vectors.map(\.count)).count == 1 else {
            return .failed("its vectors have several lengths")
        }
        return .vectors(Dictionary(zip(texts, vectors), uniquingKeysWith: { first, _ in first }))
    }

    private func key(_ text: String) -> ContentHash {
        VectorFile.key(text, model: definition.model, at: definition.baseURL)
    }

    private func ask(
        _ texts: [String], _ endpoint: ModelEndpoint
    ) async -> (vectors: [[Float]], error: EmbeddingError?) {
        guard !texts.isEmpty else { return ([], nil) }
        let transport: CurlTransport
        do {
            transport = try CurlTransport(
                configuration: TransportConfiguration(environment: Console.environment))
        } catch {
            return ([], .noResponse(error))
        }
        let client = EmbeddingClient(definition, endpoint: endpoint, transport: transport)
        let found = await client.answered(texts)
        await transport.shutdown()
        return found
    }
}
