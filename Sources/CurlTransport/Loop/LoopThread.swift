import CCurl
import Glibc

/// A thread of the operating system's.
struct LoopThread: Sendable {
    private let thread: pthread_t

    /// Runs `body` with all signals blocked: a write to a closed socket shall not end the process.
    init(_ body: @escaping @Sendable () -> Void) throws(TransportError) {
        let box = Unmanaged.passRetained(Body(body))
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, { Body.run($0) }, box.toOpaque())
        guard code == 0 else {
            box.release()
            throw .failed("no thread")
        }
        self.thread = thread
    }

    /// Waits until the body has returned; to be called once.
    func join() {
        pthread_join(thread, nil)
    }

    private final class Body: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }

        static func run(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
            guard let box else { return nil }
            var signals = sigset_t()
            sigfillset(&signals)
            pthread_sigmask(SIG_BLOCK, &signals, nil)
            // What the thread takes can then be told from the rest.
            assay_name_thread("curl")
            Unmanaged<Body>.fromOpaque(box).takeRetainedValue().body()
            return nil
        }
    }
}
