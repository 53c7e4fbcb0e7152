/// Gathers header lines into the head of the final response, within a limit.
struct ResponseHeadAssembler {
    /// What a line made of the head.
    enum Progress: Equatable {
        case unfinished
        /// The line was the empty one after the final response's header fields.
        case complete
        case tooLarge
        /// The line belongs to the trailer after the body and is dropped.
        case trailer
    }

    /// The status line and header lines of the latest response.
    private(set) var bytes: [UInt8] = []
    private(set) var isComplete = false
    private var total = 0
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
        bytes.reserveCapacity(512)
    }

    /// Whether no line has come, not even of an interim response.
    var isEmpty: Bool { total == 0 }

    /// Takes one line with its end.
    mutating func receive(line: UnsafeRawBufferPointer) -> Progress {
        total += line.count
        guard total <= limit else { return .tooLarge }
        guard !isComplete else { return .trailer }
        if line.count <= 2, line.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) {
            guard !isInterim else { return .unfinished }
            isComplete = true
            return .complete
        }
        // A status line after an interim response starts over.
        if line.starts(with: Self.statusLineStart) { bytes.removeAll(keepingCapacity: true) }
        bytes.append(contentsOf: line)
        return .unfinished
    }

    private static let statusLineStart = Array("HTTP/".utf8)

    private var isInterim: Bool {
        guard let space = bytes.firstIndex(of: 0x20), space + 1 < bytes.count else { return false }
        return bytes[space + 1] == UInt8(ascii: "1")
    }
}
