import CCurl

/// What is known of a transfer that libcurl ended with an error code.
struct TransferFailure {
    var code: CURLcode
    var url: String
    /// The proxy that was to carry the request.
    var proxy: String?
    var timeouts: HTTPTimeouts
    var limits: HTTPLimits
    var hasHead = false
    var bodyBytes = 0
    /// The content length that the server announced.
    var announcedBytes: Int?
    /// The status with which a proxy answered a request for a tunnel; zero for none.
    var tunnelStatus = 0
    /// What libcurl adds to the code; printed for TLS alone, where it names neither URL nor header.
    var detail = ""

    /// The reason in this module's terms.
    var reason: TransportError {
        if tunnelStatus >= 300 { return .proxyRefused(status: tunnelStatus) }
        switch code {
        case CURLE_URL_MALFORMAT: return .badURL("a form that libcurl refuses")
        case CURLE_COULDNT_RESOLVE_HOST: return .cannotResolve(host: target.host)
        case CURLE_COULDNT_RESOLVE_PROXY: return .cannotResolve(host: proxyAddress.host)
        case CURLE_COULDNT_CONNECT:
            // The target may be an exception from the proxy; libcurl's text names whom it tried.
            let isDirect = proxy == nil || detail.contains("to \(target.host) ")
            let (host, port) = isDirect ? target : proxyAddress
            return .cannotConnect(host: host, port: port)
        // The connect timeout is the only one that libcurl is told of.
        case CURLE_OPERATION_TIMEDOUT: return .connectTimeout(timeouts.connect)
        // libcurl gives a malformed chunk the code of a lost connection.
        case CURLE_RECV_ERROR where detail.contains("chunked-encoding"):
            return .protocolViolation("a malformed chunk")
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR:
            return .connectionLost(bodyBytes: bodyBytes)
        // Over HTTP/2 a server ends one answer early and keeps the connection.
        case CURLE_PARTIAL_FILE, CURLE_HTTP2_STREAM:
            return hasHead
                ? .truncated(received: bodyBytes, expected: announcedBytes)
                : .connectionLost(bodyBytes: 0)
        case CURLE_OUT_OF_MEMORY where !hasHead, CURLcode(rawValue: 100) where !hasHead:
            // What libcurl says of a header line above 100 kB, and from 8.6 on (`TOO_LARGE`).
            return .headTooLarge(limit: limits.maxHeadBytes)
        default: return protocolViolation ?? tlsFailure ?? .failed(text)
        }
    }

    private var protocolViolation: TransportError? {
        switch code {
        // The scheme was checked before: libcurl means the answer, which has no status line.
        case CURLE_UNSUPPORTED_PROTOCOL: .protocolViolation("no status line")
        case CURLE_WEIRD_SERVER_REPLY: .protocolViolation("a malformed head")
        case CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR:
            .protocolViolation("an undecodable body")
        case CURLE_HTTP2: .protocolViolation("an HTTP/2 framing fault")
        default: nil
        }
    }

    private var tlsFailure: TransportError? {
        let codes = [
            CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED,
        ]
        guard codes.contains(code) else { return nil }
        return .tls(detail.isEmpty ? text : detail)
    }

    private var target: (host: String, port: Int) {
        let endpoint = try? Endpoint(of: url)
        return endpoint.map { ($0.host, $0.port) } ?? ("?", 0)
    }

    /// A proxy's scheme may be missing, or one of libcurl's own such as `socks5`.
    private var proxyAddress: (host: String, port: Int) {
        let proxy = proxy ?? ""
        let authority = proxy.firstRange(of: "://").map { proxy[$0.upperBound...] } ?? proxy[...]
        let endpoint = try? Endpoint(of: "http://" + authority)
        return endpoint.map { ($0.host, $0.port) } ?? ("?", 0)
    }

    private var text: String { String(cString: curl_easy_strerror(code)) }
}
