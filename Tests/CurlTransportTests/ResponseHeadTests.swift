import Testing

@testable import CurlTransport

struct ResponseHeadTests {
    typealias Progress = ResponseHeadAssembler.Progress

    @Test func `the final response's lines make the head, the trailer's do not`() throws {
        var assembler = ResponseHeadAssembler(limit: 1000)
        let lines = [
            "HTTP/1.1 103 Early Hints\r\n", "Link: x\r\n", "\r\n", "HTTP/1.1 200 OK\r\n",
            "A: b\r\n", "\r\n", "Trailer: c\r\n", "\r\n",
        ]
        let progress = lines.map { line in
            Array(line.utf8).withUnsafeBytes { assembler.receive(line: $0) }
        }
        #expect(progress[..<5].allSatisfy { $0 == .unfinished })
        #expect(progress[5...] == [.complete, .trailer, .trailer])
        let head = try #require(HTTPResponseHead(parsing: assembler.bytes))
        #expect(head == HTTPResponseHead(status: 200, headers: ["A": "b"]))
    }

    @Test(arguments: [(28, Progress.complete), (27, .tooLarge)])
    func `every line counts against the limit`(limit: Int, expected: Progress) {
        var assembler = ResponseHeadAssembler(limit: limit)
        var progress = Progress.unfinished
        for line in ["HTTP/1.1 200 OK\r\n", "Abc: def\n", "\r\n"] {
            progress = Array(line.utf8).withUnsafeBytes { assembler.receive(line: $0) }
        }
        #expect(progress == expected)
    }

    @Test func `fields keep their order, repeated names and folded values`() throws {
        let text = "HTTP/2 404 \r\nA: 1\r\nb:2  \r\nA:\t3\r\n  more\r\nbroken\r\nC:\r\n d\r\n"
        let head = try #require(HTTPResponseHead(parsing: Array(text.utf8)))
        #expect(head.status == 404)
        #expect(head.version == .http2)
        #expect(head.headers.values(of: "a") == ["1", "3 more"])
        #expect(head.headers == HTTPHeaders([("A", "1"), ("b", "2"), ("A", "3 more"), ("C", "d")]))
    }

    @Test(arguments: ["", "\r\n", "A: b\r\n", "HTTP/1.1\r\n", "HTTP/1.1 20\r\n", "HTTP/9 200\r\n"])
    func `what has no status line is no head`(text: String) {
        #expect(HTTPResponseHead(parsing: Array(text.utf8)) == nil)
    }

    @Test func `headers are found without regard to case and printed without values`() {
        var headers: HTTPHeaders = ["Authorization": "Bearer secret", "X-A": "1"]
        headers.add("x-a", "2")
        #expect(headers["AUTHORIZATION"] == "Bearer secret")
        #expect(headers.values(of: "X-A") == ["1", "2"])
        headers.set("X-a", "3")
        #expect(headers.values(of: "x-A") == ["3"])
        #expect("\(headers)" == "[Authorization, X-a]")
        #expect(String(reflecting: headers) == "[Authorization, X-a]")
    }
}

extension HTTPHeaders {
    fileprivate init(_ fields: [(String, String)]) {
        self.init(fields.map { Field(name: $0.0, value: $0.1) })
    }
}
