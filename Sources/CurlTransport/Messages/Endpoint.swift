/// The part of a URL that may be printed: scheme, host, port and path.
struct Endpoint: Equatable {
    enum Scheme: String {
        case http, https
    }

    let scheme: Scheme
    let host: String
    let port: Int
    let path: String

    /// Refuses what is not an absolute `http` or `https` URL, or could break out of a request line.
    init(of url: String) throws(TransportError) {
        // In ASCII without line breaks a character is a byte, so that none hides in another.
        guard url.utf8.allSatisfy({ 0x20 < $0 && $0 < 0x7F }) else {
            throw .badURL("a space, a control character or one beyond ASCII")
        }
        guard let colons = url.firstRange(of: "://") else { throw .badURL("no scheme") }
        guard let scheme = Scheme(rawValue: url[..<colons.lowerBound].lowercased()) else {
            throw .badURL("a scheme other than http and https")
        }
        let rest = url[colons.upperBound...]
        let authorityEnd = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        let (host, port) = try Self.hostAndPort(rest[..<authorityEnd])
        self.scheme = scheme
        self.host = host
        self.port = port ?? (scheme == .http ? 80 : 443)
        self.path = String(rest[authorityEnd...].prefix { !"?#".contains($0) })
    }

    private static func hostAndPort(
        _ authority: Substring
    ) throws(TransportError) -> (String, Int?) {
        var authority = authority
        if let at = authority.lastIndex(of: "@") { authority = authority[at...].dropFirst() }
        // The colons of an IPv6 address stand in brackets.
        let hostEnd =
            authority.lastIndex(of: "]").map(authority.index(after:))
            ?? authority.lastIndex(of: ":") ?? authority.endIndex
        let host = authority[..<hostEnd]
        guard !host.isEmpty else { throw .badURL("no host") }
        let suffix = authority[hostEnd...]
        if suffix.isEmpty || suffix == ":" { return (String(host), nil) }
        guard suffix.first == ":", let port = UInt16(suffix.dropFirst()), port > 0 else {
            throw .badURL("a port that is not a number from 1 to 65535")
        }
        return (String(host), Int(port))
    }
}

extension Endpoint: CustomStringConvertible {
    var description: String { "\(scheme)://\(host):\(port)\(path)" }
}
