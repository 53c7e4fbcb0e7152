import Glibc

/// Ports of the loopback interface.
enum Loopback {
    /// Returns a port that nobody listens on.
    static func freePort() throws -> UInt16 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = with(&address) {
            bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
        }
        guard isBound else { throw BenchmarkError.cannotStart("a port on the loopback interface") }
        return UInt16(bigEndian: address.sin_port)
    }

    static func isListening(_ port: UInt16) -> Bool {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = address(port)
        return with(&address) {
            connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }

    /// Passes a port on at which connections are taken by the system, and no request is answered.
    static func withSilentPort<Result>(_ body: (UInt16) throws -> Result) throws -> Result {
        let socket = Glibc.socket(
            AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(socket) }
        var address = address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = with(&address) {
            bind(socket, $0, length) == 0 && listen(socket, 128) == 0
                && getsockname(socket, $0, &length) == 0
        }
        guard isListening else {
            throw BenchmarkError.cannotStart("a port on the loopback interface")
        }
        return try body(UInt16(bigEndian: address.sin_port))
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        address.sin_port = port.bigEndian
        return address
    }

    private static func with<Result>(
        _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Result
    ) -> Result {
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
        }
    }
}
