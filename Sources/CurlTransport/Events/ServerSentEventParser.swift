/// Turns the bytes of a `text/event-stream`, however they are cut, into events.
///
/// Follows the WHATWG HTML standard, section 9.2.6, in all but the size of lines and events, which
/// is limited here.
package struct ServerSentEventParser: Sendable {
    /// How long the stream wants a client to wait before it connects again.
    package private(set) var reconnectionDelay: Duration?

    private let maxLineBytes: Int
    private let maxEventBytes: Int
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var name = ""
    private var lastEventID = ""
    private var isAtStart = true
    private var followsCarriageReturn = false

    package init(maxLineBytes: Int = 1 << 20, maxEventBytes: Int = 4 << 20) {
        self.maxLineBytes = maxLineBytes
        self.maxEventBytes = maxEventBytes
    }

    /// Returns the events that `bytes` complete; after an error the parser is of no more use.
    package mutating func consume(
        _ bytes: [UInt8]
    ) throws(ServerSentEventError) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        var start = 0
        for index in bytes.indices {
            let byte = bytes[index]
            guard byte == lineFeed || byte == carriageReturn else {
                followsCarriageReturn = false
                continue
            }
            defer { start = index + 1 }
            if byte == lineFeed && followsCarriageReturn {
                followsCarriageReturn = false
                continue
            }
            followsCarriageReturn = byte == carriageReturn
            try append(bytes[start..<index])
            if let event = try endLine() { events.append(event) }
        }
        try append(bytes[start...])
        return events
    }

    /// Throws where the end of the stream cuts an event off.
    package func finish() throws(ServerSentEventError) {
        let isComment = line.first == colon
        guard !hasData, name.isEmpty, line.isEmpty || isComment else { throw .incompleteEvent }
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>) throws(ServerSentEventError) {
        guard line.count + bytes.count <= maxLineBytes else {
            throw .lineTooLong(limit: maxLineBytes)
        }
        line.append(contentsOf: bytes)
    }

    private mutating func endLine() throws(ServerSentEventError) -> ServerSentEvent? {
        defer { line.removeAll(keepingCapacity: true) }
        if isAtStart {
            isAtStart = false
            if line.starts(with: byteOrderMark) { line.removeFirst(byteOrderMark.count) }
        }
        guard !line.isEmpty else { return dispatch() }
        let nameEnd = line.firstIndex(of: colon) ?? line.endIndex
        var value = line[nameEnd...].dropFirst()
        if value.first == space { value = value.dropFirst() }
        try interpret(field: line[..<nameEnd], value: value)
        return nil
    }

    private mutating func interpret(
        field: ArraySlice<UInt8>, value: ArraySlice<UInt8>
    ) throws(ServerSentEventError) {
        switch String(decoding: field, as: UTF8.self) {
        case "data":
            if hasData { data.append(lineFeed) }
            hasData = true
            guard data.count + value.count <= maxEventBytes else {
                throw .eventTooLong(limit: maxEventBytes)
            }
            data.append(contentsOf: value)
        case "event": name = String(decoding: value, as: UTF8.self)
        case "id":
            if !value.contains(0) { lastEventID = String(decoding: value, as: UTF8.self) }
        case "retry":
            let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
            guard value.allSatisfy({ digits.contains($0) }),
                let delay = Int(String(decoding: value, as: UTF8.self))
            else { return }
            reconnectionDelay = .milliseconds(delay)
        default: return
        }
    }

    private mutating func dispatch() -> ServerSentEvent? {
        defer {
            data.removeAll(keepingCapacity: true)
            hasData = false
            name = ""
        }
        guard hasData else { return nil }
        return ServerSentEvent(
            name: name.isEmpty ? "message" : name, data: String(decoding: data, as: UTF8.self),
            lastEventID: lastEventID)
    }
}

private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let colon = UInt8(ascii: ":")
private let space = UInt8(ascii: " ")
private let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
