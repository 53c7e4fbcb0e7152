import CurlTransport
import struct CurlTransport.HTTPRequest
import Decisions
import HTTPTypes
import JSONCodec

/// The models that can be asked for: the features, and what the upstreams have.
struct ModelsEndpoint: Sendable {
    let features: FeatureDirectory
    let upstreams: Upstreams
    let transport: CurlTransport
    /// When the gateway began: what its features' models are dated.
    let since: Timestamp

    private static let timeouts = HTTPTimeouts(connect: .seconds(2), total: .seconds(5))

    /// One body for both dialects: OpenAI's clients read `data`, System One's `models`.
    func list(_ fields: HTTPFields, _ exchange: Exchange) async -> WireReply {
        async let openAI = members("data", of: upstreams.openAI, fields, exchange)
        async let systemOne = members("models", of: upstreams.systemOne, fields, exchange)
        let own = features.table.features
        let body: JSONValue = await [
            "object": "list",
            "data": .array(own.map { openAIModel($0.feature) } + openAI),
            "models": .array(own.map { systemOneModel($0.feature) } + systemOne),
        ]
        return WireReply(body: body.json)
    }

    /// Returns the entry of a feature; `nil` where there is none of that name.
    func model(named name: String) -> WireReply? {
        features.table.feature(named: name).map { WireReply(body: openAIModel($0.feature).json) }
    }

    private func openAIModel(_ feature: Feature) -> JSONValue {
        [
            "id": .string(feature.name), "object": "model",
            "created": .int(since.microseconds / 1_000_000), "owned_by": "assay",
        ]
    }

    private func systemOneModel(_ feature: Feature) -> JSONValue {
        let questions = feature.questions.map(\.name).joined(separator: ", ")
        return [
            "name": .string(feature.name), "description": .string("Decides \(questions)"),
            "release_date": .string(String(since.description.prefix(10))),
        ]
    }

    /// Returns what an upstream lists; nothing where it cannot be asked.
    private func members(
        _ key: String, of upstream: Upstream?, _ fields: HTTPFields, _ exchange: Exchange
    ) async -> [JSONValue] {
        guard let upstream else { return [] }
        let headers = ForwardedHeaders.request(fields, to: upstream, trace: exchange.trace)
        let request = HTTPRequest(
            .get, upstream.url("/v1/models"), headers: headers, timeouts: Self.timeouts)
        guard let response = try? await transport.send(request), response.status == 200,
            let body = try? JSONValue(parsing: response.body)
        else { return [] }
        return body[key]?.array ?? []
    }
}
