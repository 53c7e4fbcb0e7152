import CCurl
import Glibc

/// A thread of the operating system's.
struct LoopThread: Sendable {
    private let thread: pthread_t

    /// Runs `body` with all signals blocked: a write to a closed socket shall not end the process.
    init(
        niceness: Int = 0, _ body: @escaping @Sendable () -> Void
    ) throws(TransportError) {
        let box = Unmanaged.passRetained(Body(niceness, body))
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
        let niceness: Int
        let body: @Sendable () -> Void

        init(_ niceness: Int, _ body: @escaping @Sendable () -> Void) {
            self.niceness = niceness
            self.body = body
        }

        static func run(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
            guard let box else { return nil }
            var signals = sigset_t()
            sigfillset(&signals)
            pthread_sigmask(SIG_BLOCK, &signals, nil)
            // What the thread takes can then be told from the rest.
            assay_name_thread("curl")
            let body = Unmanaged<Body>.fromOpaque(box).takeRetainedValue()
            // Linux keeps it for each thread, and takes 0 for the calling one.
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Int32(body.niceness))
            body.body()
            return nil
        }
    }
}
