import CCurl
import Testing

@testable import CurlTransport

struct TransferFailureTests {
    @Test(
        arguments: [
            (CURLE_COULDNT_RESOLVE_HOST, TransportError.cannotResolve(host: "api.test")),
            (CURLE_COULDNT_CONNECT, .cannotConnect(host: "api.test", port: 443)),
            (CURLE_OPERATION_TIMEDOUT, .connectTimeout(.seconds(5))),
            (CURLE_GOT_NOTHING, .connectionLost(bodyBytes: 0)),
            (CURLE_SEND_ERROR, .connectionLost(bodyBytes: 0)),
            (CURLE_PARTIAL_FILE, .connectionLost(bodyBytes: 0)),
            (CURLE_OUT_OF_MEMORY, .headTooLarge(limit: 32768)),
            (CURLE_UNSUPPORTED_PROTOCOL, .protocolViolation("no status line")),
            (CURLE_HTTP2, .protocolViolation("an HTTP/2 framing fault")),
            (
                CURLE_PEER_FAILED_VERIFICATION,
                .tls("SSL peer certificate or SSH remote key was not OK")
            ),
        ] as [(CURLcode, TransportError)])
    func `a code before the head has a reason`(code: CURLcode, expected: TransportError) {
        #expect(failure(code).reason == expected)
    }

    @Test(
        arguments: [
            (CURLE_RECV_ERROR, "", TransportError.connectionLost(bodyBytes: 7)),
            (
                CURLE_RECV_ERROR, "Illegal or missing hexadecimal sequence in chunked-encoding",
                .protocolViolation("a malformed chunk")
            ),
            (CURLE_PARTIAL_FILE, "", .truncated(received: 7, expected: 9)),
            (CURLE_BAD_CONTENT_ENCODING, "", .protocolViolation("an undecodable body")),
            (CURLE_OUT_OF_MEMORY, "", .failed("Out of memory")),
        ] as [(CURLcode, String, TransportError)])
    func `a code inside the body has a reason`(
        code: CURLcode, detail: String, expected: TransportError
    ) {
        var failure = failure(code)
        failure.hasHead = true
        failure.bodyBytes = 7
        failure.announcedBytes = 9
        failure.detail = detail
        #expect(failure.reason == expected)
    }

    @Test(arguments: [
        ("http://u:secret@proxy.test:3128", "", "proxy.test", 3128),
        ("proxy.test:3128", "", "proxy.test", 3128),
        ("socks5h://proxy.test:1080", "", "proxy.test", 1080),
        ("proxy.test:3128", "Failed to connect to api.test port 443", "api.test", 443),
    ])
    func `who cannot be reached is the proxy, but for its exceptions`(
        proxy: String, detail: String, host: String, port: Int
    ) {
        var failure = failure(CURLE_COULDNT_CONNECT)
        failure.proxy = proxy
        failure.detail = detail
        #expect(failure.reason == .cannotConnect(host: host, port: port))
        failure.tunnelStatus = 403
        #expect(failure.reason == .proxyRefused(status: 403))
    }

    private func failure(_ code: CURLcode) -> TransferFailure {
        TransferFailure(
            code: code, url: "https://user:secret@api.test/v1?key=secret",
            timeouts: HTTPTimeouts(), limits: HTTPLimits())
    }
}
