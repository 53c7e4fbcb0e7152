import Synchronization

/// Where somebody reads along: gets what was logged, as JSON lines in the order of the log.
package final class ReplayOutput: Sendable {
    private let sink: @Sendable ([UInt8]) throws -> Void
    private let ending = Mutex<(any Error)?>(nil)

    package init(_ sink: @escaping @Sendable ([UInt8]) throws -> Void) {
        self.sink = sink
    }

    /// Why it takes no more; `nil` while it does.
    var failure: (any Error)? { ending.withLock { $0 } }

    func send(_ bytes: [UInt8]) throws {
        do {
            try sink(bytes)
        } catch {
            ending.withLock { $0 = error }
            throw error
        }
    }
}
