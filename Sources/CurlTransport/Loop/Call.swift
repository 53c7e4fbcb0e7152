import Synchronization

/// One call from its start to its end, as its caller and the loop share it.
final class Call: Sendable {
    let request: HTTPRequest
    private let cancelled = Atomic(false)

    init(_ request: HTTPRequest) {
        self.request = request
    }

    /// Marks the call, which the loop may not have seen yet.
    func cancel() {
        cancelled.store(true, ordering: .releasing)
    }

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }
}

/// What a complete transfer received, not yet parsed: that is left to the caller's thread.
struct FinishedTransfer: Sendable {
    var head: [UInt8]
    var body: [UInt8]
    var timings: TransferTimings
}

/// Where the response of a call goes.
enum ResponseSink: Sendable {
    case whole(CheckedContinuation<Result<FinishedTransfer, TransportError>, Never>)
    case pieces(BodyChannel)

    func fail(_ error: TransportError) {
        switch self {
        case .whole(let continuation): continuation.resume(returning: .failure(error))
        case .pieces(let channel): channel.finish(.failure(error))
        }
    }
}
