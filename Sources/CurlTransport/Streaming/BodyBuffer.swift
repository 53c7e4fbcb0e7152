/// The state of a streamed response between the loop, which fills it, and one reader.
struct BodyBuffer {
    /// What the reader does next.
    enum Step: Equatable {
        /// Hand out these bytes; the transfer goes on if it was paused.
        case chunk([UInt8], resumesTransfer: Bool)
        case end(Result<TransferTimings, TransportError>)
    }

    private(set) var head: [UInt8]?
    private var bytes: [UInt8] = []
    private var isPaused = false
    private var end: Result<TransferTimings, TransportError>?
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Takes the final response's head.
    mutating func begin(_ head: [UInt8]) {
        self.head = head
    }

    /// Returns false, and takes nothing, where the reader is a full buffer behind.
    mutating func append(_ new: UnsafeRawBufferPointer) -> Bool {
        guard bytes.isEmpty || bytes.count + new.count <= capacity else {
            isPaused = true
            return false
        }
        bytes.append(contentsOf: new)
        return true
    }

    /// Takes the outcome; the first one counts.
    mutating func finish(_ outcome: Result<TransferTimings, TransportError>) {
        end = end ?? outcome
    }

    /// Whether a reader of the head need not wait.
    var isHeadDecided: Bool { head != nil || end != nil }

    /// Whether a reader of the body need not wait.
    var hasNext: Bool { !bytes.isEmpty || end != nil }

    /// The outcome, once it is known.
    var outcome: Result<TransferTimings, TransportError>? { end }

    /// Returns what came first, bytes before an outcome; nil where nothing has come.
    mutating func next() -> Step? {
        guard bytes.isEmpty else {
            defer {
                bytes = []
                isPaused = false
            }
            return .chunk(bytes, resumesTransfer: isPaused)
        }
        return end.map(Step.end)
    }
}
