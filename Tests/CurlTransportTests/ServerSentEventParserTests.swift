import CurlTransport
import Testing

struct ServerSentEventParserTests {
    @Test(
        arguments: [
            ("data: a\n\n", [ServerSentEvent(data: "a")]),
            ("data:a\r\rdata: b\r\n\r\n", [.init(data: "a"), .init(data: "b")]),
            ("data: a\ndata:  b\ndata\n\n", [.init(data: "a\n b\n")]),
            ("data\n\n", [.init(data: "")]),
            (
                "event: done\nid: 7\ndata: {}\n\ndata: x\n\n",
                [
                    .init(name: "done", data: "{}", lastEventID: "7"),
                    .init(data: "x", lastEventID: "7"),
                ]
            ),
            ("event: lost\n\ndata: a\n\n", [.init(data: "a")]),
            (": comment\n\n\n:\ndata: a\nunknown: b\nretry: x\n\n", [.init(data: "a")]),
            (
                "id: 1\nid: a\0b\ndata: x\n\nid\ndata: y\n\n",
                [.init(data: "x", lastEventID: "1"), .init(data: "y")]
            ),
            ("\u{FEFF}data: a\n\n\u{FEFF}data: b\n\n", [.init(data: "a")]),
            ("data: 🦉é\n\n", [.init(data: "🦉é")]),
            ("data : a\n data: b\nDATA: c\n\n", []),
        ] as [(String, [ServerSentEvent])])
    func `a stream is the same events however it is cut`(
        text: String, expected: [ServerSentEvent]
    ) throws {
        let bytes = Array(text.utf8)
        for size in 1...bytes.count {
            var parser = ServerSentEventParser()
            var events: [ServerSentEvent] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                events += try parser.consume(Array(bytes[start...].prefix(size)))
            }
            #expect(events == expected, "in pieces of \(size)")
        }
    }

    @Test func `an event is out as soon as its blank line is`() throws {
        var parser = ServerSentEventParser()
        #expect(try parser.consume(Array("data: a\r\n\r".utf8)) == [ServerSentEvent(data: "a")])
        #expect(try parser.consume(Array("\n".utf8)) == [])
        try parser.finish()
    }

    @Test func `a wait before connecting again is kept`() throws {
        var parser = ServerSentEventParser()
        _ = try parser.consume(Array("retry: 2500\n\n".utf8))
        #expect(parser.reconnectionDelay == .milliseconds(2500))
    }

    @Test(arguments: [
        ("data: [DONE]", false), ("data: a\n", false), ("event: a\n", false), ("dat", false),
        ("data: a\n\ndata: b", false), ("", true), ("data: a\n\n", true), (": comment", true),
        ("data: a\n\nid: 3\n", true),
    ])
    func `an end inside an event is reported`(text: String, isComplete: Bool) throws {
        var parser = ServerSentEventParser()
        _ = try parser.consume(Array(text.utf8))
        let end = Result { () throws(ServerSentEventError) in try parser.finish() }
        #expect(((try? end.get()) != nil) == isComplete)
    }

    @Test(arguments: [
        ("data: 1234567", ServerSentEventError.lineTooLong(limit: 12)),
        (": comment that is long", .lineTooLong(limit: 12)),
        ("data: 123456\ndata: 123\n", .eventTooLong(limit: 9)),
        (
            "data\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\n",
            .eventTooLong(limit: 9)
        ),
    ])
    func `lines and events are bounded`(text: String, expected: ServerSentEventError) throws {
        #expect(throws: expected) {
            var parser = ServerSentEventParser(maxLineBytes: 12, maxEventBytes: 9)
            for byte in text.utf8 { _ = try parser.consume([byte]) }
        }
    }
}
