import Dispatch
import Foundation
import Synchronization

/// SIGINT and SIGTERM as calls of a handler, which gets how many have come.
final class Interrupts {
    private let sources: [any DispatchSourceSignal]

    init(_ handler: @escaping @Sendable (Int) -> Void) {
        let queue = DispatchQueue(label: "interrupts")
        let counter = InterruptCounter(handler: handler)
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { counter.count() }
            source.resume()
            return source
        }
    }

    deinit {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
}

private final class InterruptCounter: Sendable {
    private let state = Mutex(0)
    private let handler: @Sendable (Int) -> Void

    init(handler: @escaping @Sendable (Int) -> Void) {
        self.handler = handler
    }

    func count() {
        handler(
            state.withLock {
                $0 += 1
                return $0
            })
    }
}
