import CCurl
import Synchronization

/// An HTTP client on libcurl, with one thread for all its connections.
///
/// Connections stay open between calls. Nothing follows redirects, keeps cookies or reads the
/// environment.
package final class CurlTransport: Sendable {
    private let inbox: Inbox
    private let thread: Mutex<LoopThread?>

    /// Starts the thread; throws `failed` where the system lacks the means.
    package init(
        configuration: TransportConfiguration = TransportConfiguration()
    ) throws(TransportError) {
        guard Self.libraryCode == CURLE_OK else { throw .failed("libcurl does not start") }
        let inbox = try Inbox()
        self.inbox = inbox
        let thread = try LoopThread(niceness: configuration.niceness) {
            Self.run(inbox, configuration)
        }
        self.thread = Mutex(thread)
    }

    deinit {
        inbox.close()
        join()
    }

    /// Returns the whole response, whatever its status.
    ///
    /// Cancelling the task ends the transfer. A request that was lost together with a connection
    /// kept alive, before any answer, is sent once more on a new one.
    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let call = Call(request)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                post(call, .whole(continuation))
            }
        } onCancel: {
            cancel(call)
        }
        let transfer = try result.get()
        return HTTPResponse(
            head: try Self.head(transfer.head), body: transfer.body, timings: transfer.timings)
    }

    /// Calls `body` when the response's head has come, with the rest as a stream.
    ///
    /// What `body` leaves unread is not received: the transfer ends with it, or with the task.
    /// A reader that falls behind slows the sender down.
    package func withResponse<Value>(
        to request: HTTPRequest, isolation: isolated (any Actor)? = #isolation,
        _ body: (HTTPResponseHead, HTTPBodyStream) async throws -> Value
    ) async throws -> Value {
        let call = Call(request)
        let channel = BodyChannel(capacity: request.limits.maxBufferedBytes)
        defer { if channel.outcome == nil { cancel(call) } }
        return try await withTaskCancellationHandler {
            post(call, .pieces(channel))
            let head = try Self.head(await channel.head())
            return try await body(
                head, HTTPBodyStream(call: call, channel: channel, inbox: inbox))
        } onCancel: {
            cancel(call)
        }
    }

    /// Runs tasks on the thread of the connections, and elsewhere once that has ended.
    ///
    /// A call from there wakes no other thread. For tasks that do little but call: whatever they do
    /// holds up every transfer.
    package var executor: any TaskExecutor { inbox }

    /// Whether the current task prefers the thread of the connections.
    package var isCurrent: Bool {
        withUnsafeCurrentTask { $0?.unownedTaskExecutor == inbox.asUnownedTaskExecutor() }
    }

    /// Ends every outstanding call with `shutDown`, closes the connections and ends the thread.
    ///
    /// Later calls fail at once.
    package func shutdown() async {
        inbox.close()
        await inbox.waitForEnd()
        join()
    }

    private func post(_ call: Call, _ sink: ResponseSink) {
        if !inbox.post(.start(call, sink)) { sink.fail(.shutDown) }
    }

    private func cancel(_ call: Call) {
        call.cancel()
        inbox.post(.cancel(call))
    }

    private func join() {
        let thread = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        thread?.join()
    }

    private static let libraryCode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    private static func run(_ inbox: Inbox, _ configuration: TransportConfiguration) {
        do throws(TransportError) {
            try TransferLoop(inbox, configuration).run()
        } catch {
            inbox.refuse(error)
        }
        inbox.end()
    }

    private static func head(_ bytes: [UInt8]) throws(TransportError) -> HTTPResponseHead {
        guard let head = HTTPResponseHead(parsing: bytes) else {
            throw .protocolViolation("a malformed head")
        }
        return head
    }
}
