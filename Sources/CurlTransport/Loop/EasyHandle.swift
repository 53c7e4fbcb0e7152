import CCurl

/// A libcurl handle that remembers what it was told, so that a similar request costs little.
///
/// Belongs to the thread that made it.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let configuration: TransportConfiguration
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var url: String?
    private var headers: HTTPHeaders?
    private var method: HTTPMethod?
    private var connectTimeout: Duration?
    private var sendsBody = false

    private static let errorTextSize = Int(CURL_ERROR_SIZE)

    init(_ configuration: TransportConfiguration) throws(TransportError) {
        guard let pointer = curl_easy_init() else { throw .failed("no handle from libcurl") }
        self.pointer = pointer
        self.configuration = configuration
        errorText = .allocate(capacity: Self.errorTextSize)
        errorText.initialize(repeating: 0, count: Self.errorTextSize)
        setUp()
    }

    deinit {
        curl_easy_cleanup(pointer)
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    /// Makes the handle ready to send `request`.
    func prepare(for request: HTTPRequest) throws(TransportError) {
        errorText[0] = 0
        usesFreshConnection = false
        if request.url != url { try use(url: request.url) }
        try use(request.method, body: request.body)
        if request.headers != headers { try use(request.headers) }
        if request.timeouts.connect != connectTimeout {
            use(connectTimeout: request.timeouts.connect)
        }
    }

    /// Drops the copy of a large body, and keeps a small one's memory for the next request.
    func release(_ request: HTTPRequest) {
        guard request.body.count > 64 << 10 else { return }
        assay_easy_set_pointer(pointer, CURLOPT_POSTFIELDS, nil)
        method = nil
    }

    /// What libcurl says of its latest error.
    var detail: String { String(cString: errorText) }

    /// The proxy for the current URL.
    private(set) var proxy: String?

    /// Whether the current request gets a new connection, even where one is open.
    var usesFreshConnection = false {
        didSet {
            guard usesFreshConnection != oldValue else { return }
            set(CURLOPT_FRESH_CONNECT, usesFreshConnection ? 1 : 0)
        }
    }

    private func setUp() {
        assay_easy_allow_only_http(pointer)
        assay_easy_abandon_lookups(pointer)
        assay_easy_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorText)
        assay_easy_set_string(pointer, CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
        // Set even where empty, or libcurl would read the environment.
        assay_easy_set_string(pointer, CURLOPT_NOPROXY, configuration.proxies.exceptions)
        if let file = configuration.certificateAuthorities {
            assay_easy_set_string(pointer, CURLOPT_CAINFO, file)
            assay_easy_set_string(pointer, CURLOPT_PROXY_CAINFO, file)
        }
        for option in [
            CURLOPT_NOSIGNAL, CURLOPT_TCP_NODELAY, CURLOPT_TCP_KEEPALIVE,
            CURLOPT_SUPPRESS_CONNECT_HEADERS,
        ] {
            assay_easy_set_long(pointer, option, 1)
        }
    }

    private func set(_ option: CURLoption, _ value: Int) {
        assay_easy_set_long(pointer, option, value)
    }

    private func use(url new: String) throws(TransportError) {
        url = nil
        let endpoint = try Endpoint(of: new)
        guard assay_easy_set_string(pointer, CURLOPT_URL, new) == CURLE_OK else {
            throw .badURL("too many bytes")
        }
        proxy = configuration.proxies.proxy(for: endpoint.scheme)
        assay_easy_set_string(pointer, CURLOPT_PROXY, proxy ?? "")
        use(endpoint.scheme)
        url = new
    }

    private func use(_ scheme: Endpoint.Scheme) {
        // A handle that may use HTTP/2 waits for the first connection to a host, to learn whether
        // it can share that one: over plain HTTP it never can, and all calls would wait in vain.
        let offersHTTP2 = scheme == .https && configuration.versions == .http2OverTLS
        set(
            CURLOPT_HTTP_VERSION, offersHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)
        set(CURLOPT_PIPEWAIT, offersHTTP2 ? 1 : 0)
    }

    private func use(connectTimeout new: Duration) {
        // Zero would mean libcurl's own five minutes.
        let milliseconds = max(1, min(new / .milliseconds(1), 1e9))
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(milliseconds))
        connectTimeout = new
    }

    private func use(_ new: HTTPMethod, body: [UInt8]) throws(TransportError) {
        let willSendBody = new != .head && (!body.isEmpty || new == .post)
        if willSendBody { copy(body) }
        guard new != method || willSendBody != sendsBody else { return }
        method = nil
        guard new.isToken else { throw .badMethod }
        set(CURLOPT_NOBODY, new == .head ? 1 : 0)
        if willSendBody {
            set(CURLOPT_POST, 1)
        } else if new != .head {
            set(CURLOPT_HTTPGET, 1)
        }
        let implied: HTTPMethod = willSendBody ? .post : new == .head ? .head : .get
        assay_easy_set_string(pointer, CURLOPT_CUSTOMREQUEST, new == implied ? nil : new.name)
        method = new
        sendsBody = willSendBody
    }

    private func copy(_ body: [UInt8]) {
        assay_easy_set_offset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
        body.withUnsafeBytes { bytes in
            // A null pointer would make libcurl ask a callback for the body.
            withUnsafePointer(to: 0 as UInt8) { nothing in
                _ = assay_easy_set_pointer(
                    pointer, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress ?? .init(nothing))
            }
        }
    }

    private func use(_ new: HTTPHeaders) throws(TransportError) {
        headers = nil
        var list: UnsafeMutablePointer<curl_slist>?
        for line in try new.lines() {
            list = curl_slist_append(list, line) ?? list
        }
        assay_easy_set_pointer(pointer, CURLOPT_HTTPHEADER, list)
        curl_slist_free_all(headerList)
        headerList = list
        headers = new
    }
}
