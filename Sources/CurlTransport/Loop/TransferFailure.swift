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
        case CURLE_COULDNT_RESOLVE_HOST: return .cannotResolve(host: host(of: url))
        case CURLE_COULDNT_RESOLVE_PROXY: return .cannotResolve(host: host(of: proxy ?? url))
        case CURLE_COULDNT_CONNECT: return cannotConnect
        // The connect timeout is the only one that libcurl is told of.
        case CURLE_OPERATION_TIMEDOUT: return .connectTimeout(timeouts.connect)
        // libcurl gives a malformed chunk the code of a lost connection.
        case CURLE_RECV_ERROR where detail.contains("chunked-encoding"):
            return .protocolViolation("a malformed chunk")
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR:
            return .connectionLost(bodyBytes: bodyBytes)
        case CURLE_PARTIAL_FILE:
            return hasHead
                ? .truncated(received: bodyBytes, expected: announcedBytes)
                : .connectionLost(bodyBytes: 0)
        case CURLE_OUT_OF_MEMORY where !hasHead && bodyBytes == 0:
            // libcurl says so, too, of a header line above 100 kB.
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
        case CURLE_HTTP2, CURLE_HTTP2_STREAM: .protocolViolation("an HTTP/2 framing fault")
        case CURLE_HTTP_RETURNED_ERROR, CURLE_TOO_MANY_REDIRECTS: .protocolViolation(text)
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

    private var cannotConnect: TransportError {
        guard let endpoint = try? Endpoint(of: proxy ?? url) else {
            return .cannotConnect(host: host(of: url), port: 0)
        }
        return .cannotConnect(host: endpoint.host, port: endpoint.port)
    }

    private func host(of url: String) -> String {
        let endpoint = try? Endpoint(of: url)
        return endpoint?.host ?? "?"
    }

    private var text: String { String(cString: curl_easy_strerror(code)) }
}
