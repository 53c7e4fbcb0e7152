import CCurl

/// Runs every transfer of one transport on the thread that made it.
final class TransferLoop {
    private let inbox: Inbox
    private let configuration: TransportConfiguration
    private let multi: UnsafeMutableRawPointer
    private let round = LoopRound()
    private var active: [Transfer] = []
    private var idle: [Transfer] = []
    private var messages: [Inbox.Message] = []
    private var hasRunTasks = false
    /// No transfer has to be given up before; may be too early, never too late.
    private var earliestDeadline: ContinuousClock.Instant?

    init(_ inbox: Inbox, _ configuration: TransportConfiguration) throws(TransportError) {
        guard let multi = curl_multi_init() else { throw .failed("no multi handle from libcurl") }
        self.inbox = inbox
        self.configuration = configuration
        self.multi = multi
        assay_multi_set_long(multi, CURLMOPT_MAXCONNECTS, configuration.maxConnections)
        assay_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, configuration.maxConnections)
        assay_multi_set_long(
            multi, CURLMOPT_MAX_HOST_CONNECTIONS, configuration.maxConnectionsPerHost)
    }

    deinit {
        active = []
        idle = []
        curl_multi_cleanup(multi)
    }

    /// Returns once the inbox is closed; every call has its result by then.
    func run() {
        while inbox.collect(into: &messages) {
            handleMessages()
            if hasRunTasks {
                // What those tasks ask for is sent in this round; a closed inbox ends the next.
                _ = inbox.collect(into: &messages)
                handleMessages()
            }
            var running: Int32 = 0
            check(curl_multi_perform(multi, &running))
            endCompleted()
            endExpired()
            round.wakeReaders()
            if inbox.mayFallAsleep() { sleep() }
        }
        for message in messages { message.refuse(.shutDown) }
        endAll(.shutDown)
    }

    private func handleMessages() {
        hasRunTasks = false
        round.now = .now
        for message in messages { handle(message) }
        messages.removeAll(keepingCapacity: true)
    }

    private func handle(_ message: Inbox.Message) {
        switch message {
        case .start(let call, let sink): start(call, sink)
        case .cancel(let call): active.first { $0.call === call }.map { end($0, .cancelled) }
        case .resume(let call):
            guard let transfer = active.first(where: { $0.call === call }) else { return }
            let code = transfer.resume()
            guard code == CURLE_OK else {
                remove(transfer)
                return transfer.end(code)
            }
            watch(transfer)
        case .run(let job):
            hasRunTasks = true
            job.runSynchronously(on: inbox.asUnownedTaskExecutor())
        }
    }

    private func start(_ call: Call, _ sink: ResponseSink) {
        guard !call.isCancelled else { return sink.fail(.cancelled) }
        do throws(TransportError) {
            let transfer = try spareTransfer()
            try transfer.begin(call, sink)
            activate(transfer)
        } catch {
            sink.fail(error)
        }
    }

    private func activate(_ transfer: Transfer) {
        transfer.index = active.count
        active.append(transfer)
        watch(transfer)
        check(curl_multi_add_handle(multi, transfer.handle.pointer))
    }

    private func spareTransfer() throws(TransportError) -> Transfer {
        if let transfer = idle.popLast() { return transfer }
        return try Transfer(configuration, round)
    }

    private func endCompleted() {
        var queued: Int32 = 0
        while let message = curl_multi_info_read(multi, &queued) {
            // Removing the handle frees the message.
            let code = message.pointee.data.result
            guard message.pointee.msg == CURLMSG_DONE,
                let transfer = Transfer.of(message.pointee.easy_handle)
            else { continue }
            remove(transfer)
            guard !transfer.restart(after: code) else {
                activate(transfer)
                continue
            }
            transfer.end(code)
            // What a failure leaves in a handle is not worth knowing.
            if code == CURLE_OK, idle.count < configuration.maxConnections { idle.append(transfer) }
        }
    }

    private func endExpired() {
        guard let earliest = earliestDeadline, earliest <= round.now else { return }
        for transfer in active {
            if let error = transfer.deadlines.expired(at: round.now) { end(transfer, error) }
        }
        earliestDeadline = active.map { $0.deadlines.next(after: round.now) }.min()
    }

    private func endAll(_ error: TransportError) {
        for transfer in active { end(transfer, error) }
    }

    private func end(_ transfer: Transfer, _ error: TransportError) {
        remove(transfer)
        transfer.end(error)
    }

    private func remove(_ transfer: Transfer) {
        curl_multi_remove_handle(multi, transfer.handle.pointer)
        guard let last = active.popLast(), last !== transfer else { return }
        active[transfer.index] = last
        last.index = transfer.index
    }

    private func watch(_ transfer: Transfer) {
        let next = transfer.deadlines.next(after: round.now)
        earliestDeadline = min(earliestDeadline ?? next, next)
    }

    private func sleep() {
        let remaining = earliestDeadline.map { ($0 - .now) / .milliseconds(1) } ?? .infinity
        // Rounded up, or the loop would spin through the deadline's last millisecond.
        let timeout = Int32(max(0, min(remaining, 60_000)).rounded(.up))
        var event = curl_waitfd(
            fd: inbox.eventDescriptor, events: Int16(CURL_WAIT_POLLIN), revents: 0)
        check(curl_multi_poll(multi, &event, 1, timeout, nil))
        if event.revents != 0 { inbox.acknowledgeWake() }
    }

    /// Gives up every transfer where libcurl's loop itself fails.
    private func check(_ code: CURLMcode) {
        guard code != CURLM_OK else { return }
        endAll(.failed(String(cString: curl_multi_strerror(code))))
    }
}
