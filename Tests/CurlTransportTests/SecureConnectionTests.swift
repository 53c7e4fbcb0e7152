import CurlTransport
import Synchronization
import TestSupport
import Testing

/// TLS to a server that agrees to HTTP/1.1 at most.
@Suite(
    .enabled(if: SecureServer.isPossible, "\(SecureServer.reason)"), .timeLimit(.minutes(10)))
struct SecureConnectionTests {
    @Test(arguments: ["CURL_CA_BUNDLE", "SSL_CERT_FILE"])
    func `an authority that the environment names is trusted`(variable: String) async throws {
        try await SecureServer.with(.http1) {
            [.respond(200, [:], $0.target)]
        } _: { server in
            let transport = try CurlTransport(
                configuration: TransportConfiguration(
                    environment: [variable: server.certificates.authority]))
            for reused in [false, true] {
                let response = try await transport.send(HTTPRequest(.get, server.url("/a?b")))
                #expect(response.body == Array("/a?b".utf8))
                #expect(response.version == .http11)
                #expect(response.timings.reusedConnection == reused)
            }
        }
    }

    @Test func `an unknown authority is refused before anything is sent`() async throws {
        try await expectRefusal(
            trusting: \.stranger, host: "127.0.0.1",
            "SSL certificate problem: unable to get local issuer certificate")
    }

    @Test func `a certificate for another host is refused`() async throws {
        try await expectRefusal(
            trusting: \.authority, host: "localhost",
            "SSL: no alternative certificate subject name matches target host name 'localhost'")
    }

    private func expectRefusal(
        trusting authority: KeyPath<SecureServer.Certificates, String>, host: String,
        _ reason: String
    ) async throws {
        try await SecureServer.with(.http1) { _ in
            [.respond()]
        } _: { server in
            let transport = try CurlTransport(
                configuration: TransportConfiguration(
                    certificateAuthorities: server.certificates[keyPath: authority]))
            await #expect(throws: TransportError.tls(reason)) {
                try await transport.send(
                    HTTPRequest(.post, server.url("/?key=secret", host: host), body: [1]))
            }
            #expect(server.scripted.record.requests.isEmpty)
        }
    }

    @Test func `a file of authorities that is missing is named`() async throws {
        let transport = try CurlTransport(
            configuration: TransportConfiguration(certificateAuthorities: "/nowhere/ca.pem"))
        try await SecureServer.with(.http1) { _ in
            [.respond()]
        } _: { server in
            let error = await #expect(throws: TransportError.self) {
                try await transport.send(HTTPRequest(.get, server.url()))
            }
            guard case .tls(let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.contains("/nowhere/ca.pem"))
        }
    }

    @Test func `calls at once do not wait for each other`() async throws {
        let arrived = Atomic(0)
        try await SecureServer.with(.http1) { _ in
            arrived.add(1, ordering: .relaxed)
            return [.waitUntil { arrived.load(ordering: .relaxed) == 16 }, .respond()]
        } _: { server in
            let transport = try CurlTransport(
                configuration: TransportConfiguration(
                    certificateAuthorities: server.certificates.authority))
            let connections = try await connections(of: 16, to: server.url(), transport)
            #expect(connections.count == 16)
        }
    }
}

/// Sends so many requests at once and returns the connections that brought them.
func connections(
    of count: Int, to url: String, _ transport: CurlTransport
) async throws -> Set<String> {
    try await withThrowingTaskGroup(of: String?.self) { group in
        for _ in 0..<count {
            group.addTask {
                let response = try await transport.send(HTTPRequest(.post, url, body: [1]))
                #expect(response.status == 200)
                return response.headers[SecureServer.connectionField]
            }
        }
        return try await group.reduce(into: []) { $0.formUnion([$1].compactMap(\.self)) }
    }
}
