import CurlTransport
import HTTPTypes

/// Which header fields pass through the gateway.
enum ForwardedHeaders {
    /// Fields of one connection only (RFC 9110, 7.6.1), and those that the transport sets itself.
    private static let dropped: Set<String> = [
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization",
        "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "host",
        "content-length", "accept-encoding", "expect",
    ]

    /// What the gateway's own keys begin with; they never travel upstream.
    static let ownKeyPrefix = "assay_"

    /// Returns the fields of a request as the upstream gets them.
    static func request(
        _ fields: HTTPFields, to upstream: Upstream, trace: TraceContext?
    ) -> HTTPHeaders {
        let named = connectionFields(fields[values: .connection])
        var headers = HTTPHeaders()
        for field in fields {
            let name = field.name.canonicalName
            guard !dropped.contains(name), !named.contains(name), name != "x-assay-key",
                name != "traceparent" || trace == nil,
                !(isCredential(name) && (upstream.key != nil || holdsOwnKey(field.value)))
            else { continue }
            headers.add(name, field.value)
        }
        if let key = upstream.key { headers.add("authorization", "Bearer \(key)") }
        if let trace { headers.add("traceparent", trace.traceparentOfChild()) }
        return headers
    }

    /// Returns the fields of a response as the client gets them.
    ///
    /// The transport decompresses, so that coding and length no longer fit a compressed body.
    static func response(_ headers: HTTPHeaders) -> HTTPFields {
        let named = connectionFields(headers.values(of: "connection"))
        let isCoded = headers["content-encoding"] != nil
        var fields = HTTPFields()
        for field in headers.fields {
            let name = field.name.lowercased()
            let isLength = name == "content-length"
            guard isLength ? !isCoded : !dropped.contains(name), !named.contains(name),
                name != "content-encoding", let fieldName = HTTPField.Name(field.name)
            else { continue }
            fields.append(HTTPField(name: fieldName, value: field.value))
        }
        return fields
    }

    /// The fields that a `Connection` field says are its own.
    private static func connectionFields(_ values: [String]) -> Set<String> {
        Set(
            values.flatMap { $0.split(separator: ",") }.map {
                String($0.drop { $0 == " " }.prefix { $0 != " " }).lowercased()
            })
    }

    private static func isCredential(_ name: String) -> Bool {
        name == "authorization" || name == "x-api-key" || name == "api-key"
    }

    private static func holdsOwnKey(_ value: String) -> Bool {
        let parts = value.split(separator: " ")
        return parts.contains { $0.hasPrefix(ownKeyPrefix) }
    }
}
