import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTP1

/// A reply that is written while it comes about.
struct StreamedReply: ~Copyable {
    private var writer: ResponseWriter?
    private var body: (any ResponseBodyWriter)?
    /// The status, once the head has been written.
    private(set) var status: Int?

    init(_ writer: consuming ResponseWriter) {
        self.writer = consume writer
    }

    mutating func begin(_ head: HTTPResponse) async throws {
        guard let writer = writer.take() else { return }
        status = head.status.code
        body = try await writer.writeHead(head)
    }

    mutating func write(_ bytes: [UInt8]) async throws {
        try await body?.write(ByteBuffer(bytes: bytes))
    }

    mutating func finish() async throws {
        guard let body else { return }
        self.body = nil
        try await body.finish(nil)
    }

    /// Writes a complete reply.
    mutating func write(_ reply: WireReply) async throws {
        var head = HTTPResponse(status: .init(code: Int(reply.status.code)))
        head.headerFields[.date] = HTTPDate.now
        head.headerFields[.contentType] = reply.contentType
        head.headerFields[.contentLength] = String(reply.body.count)
        for (name, value) in reply.headers {
            head.headerFields[named: name] = value
        }
        try await write(head, reply.body)
    }

    /// Writes a complete reply.
    mutating func write(_ head: HTTPResponse, _ body: [UInt8]) async throws {
        guard let writer = writer.take() else { return }
        status = head.status.code
        try await writer.write(
            response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// Writes a complete reply.
    mutating func write(_ response: Response) async throws {
        guard let writer = writer.take() else { return }
        status = response.status.code
        try await writer.write(response: response.head, body: response.body)
    }
}

extension HTTPFields {
    /// The value of a field; what is no name of a field is not set.
    subscript(named name: String) -> String? {
        get { HTTPField.Name(name).flatMap { self[$0] } }
        set {
            guard let name = HTTPField.Name(name) else { return }
            self[name] = newValue
        }
    }
}
