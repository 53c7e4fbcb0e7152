import CurlTransport
import JSONCodec
import Testing

@testable import Gateway

/// The API's description against what is served.
struct OpenAPITests {
    private static let document: JSONValue? = try? JSONValue(
        parsing: OpenAPIEndpoint().reply.body,
        limits: .init(bytes: 1 << 20, depth: 64, values: 100_000))

    /// The methods of each path that the document has.
    private static func documented() throws -> [String: Set<String>] {
        let paths = try #require(document?["paths"]?.object)
        return Dictionary(
            paths.members.map { path in
                let methods = path.value.object?.members.map { $0.key.uppercased() } ?? []
                return (path.key, Set(methods))
            }, uniquingKeysWith: { first, _ in first })
    }

    @Test func `the document is served as it stands`() async throws {
        try await RunningGateway.with { gateway in
            let reply = try await gateway.get("/openapi.json")
            #expect(reply.status == 200)
            #expect(reply.json["openapi"] == "3.1.0")
            #expect(Array(reply.text.utf8) == OpenAPIEndpoint().reply.body)
        }
    }

    @Test func `every path that is described takes the methods that are described, and no others`()
        async throws
    {
        let documented = try Self.documented()
        try await RunningGateway.with { gateway in
            for (pattern, methods) in documented {
                let path = pattern.replacing(/\{.*?\}/, with: "parcels")
                for method in ["GET", "POST", "PUT", "DELETE", "PATCH"] {
                    let status = try await gateway.transport.send(
                        .init(.init(method), gateway.url(path))
                    ).status
                    #expect(
                        (status == 405) != methods.contains(method),
                        "\(method) \(pattern): \(status)")
                    #expect(status != 404, "\(method) \(pattern)")
                }
                #expect(
                    Set(Routes.methods(ofPath: path).split(separator: ", ").map(String.init))
                        == methods, "\(pattern)")
                #expect(Routes.name(ofPath: path) == pattern)
            }
        }
    }

    @Test func `every route is described`() async throws {
        let documented = try Self.documented()
        try await RunningGateway.with { gateway in
            for route in gateway.gateway.routes {
                let parts = route.split(separator: " ").map(String.init)
                let path = Self.braced(try #require(parts.last))
                if Routes.isPage(path[...]) { continue }
                #expect(documented[path]?.contains(parts[0]) == true, "\(route)")
            }
        }
    }

    /// Writes the router's `:name` as `{name}`.
    private static func braced(_ path: String) -> String {
        path.replacing(/:(\w+)/) { "{\($0.1)}" }
    }
}
