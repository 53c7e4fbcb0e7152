/// A request with the time and space that its answer may take.
///
/// Repeating a value of `headers` from call to call is free: an equal list is not built anew.
package struct HTTPRequest: Sendable {
    package var method: HTTPMethod
    /// An absolute `http` or `https` URL, percent-encoded.
    package var url: String
    package var headers: HTTPHeaders
    /// Not sent where the method is `HEAD`.
    package var body: [UInt8]
    package var timeouts: HTTPTimeouts
    package var limits: HTTPLimits

    package init(
        _ method: HTTPMethod, _ url: String, headers: HTTPHeaders = HTTPHeaders(),
        body: [UInt8] = [], timeouts: HTTPTimeouts = HTTPTimeouts(),
        limits: HTTPLimits = HTTPLimits()
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeouts = timeouts
        self.limits = limits
    }
}

extension HTTPRequest: CustomStringConvertible {
    /// The method and the URL without credentials, query and fragment.
    package var description: String {
        let endpoint = try? Endpoint(of: url)
        return "\(method.name) \(endpoint?.description ?? "a URL that cannot be used")"
    }
}

extension HTTPRequest: CustomReflectable {
    package var customMirror: Mirror { Mirror(self, children: ["request": description]) }
}
