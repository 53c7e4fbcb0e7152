import CCurl

/// One exchange on a handle, and the callbacks through which libcurl delivers it.
///
/// Belongs to the loop's thread; reused for later calls.
final class Transfer {
    let handle: EasyHandle
    private(set) var call: Call?
    private(set) var deadlines: TransferDeadlines
    /// Its place among the loop's active transfers.
    var index = 0
    private var sink: ResponseSink?
    private var head = ResponseHeadAssembler(limit: 0)
    private var body: [UInt8] = []
    private var bodyBytes = 0
    /// Why a callback refused to go on.
    private var refusal: TransportError?
    private let round: LoopRound

    init(_ configuration: TransportConfiguration, _ round: LoopRound) throws(TransportError) {
        handle = try EasyHandle(configuration)
        deadlines = TransferDeadlines(HTTPTimeouts(), start: round.now)
        self.round = round
        // The handle dies with this object and never calls back outside the loop.
        let pointer = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_PRIVATE] {
            assay_easy_set_pointer(handle.pointer, option, pointer)
        }
        assay_easy_set_callback(handle.pointer, CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
            guard let context else { return 0 }
            let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            return transfer.receive(body: UnsafeRawBufferPointer(start: bytes, count: count))
        }
        assay_easy_set_callback(handle.pointer, CURLOPT_HEADERFUNCTION) {
            bytes, _, count, context in
            guard let context else { return 0 }
            let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            return transfer.receive(line: UnsafeRawBufferPointer(start: bytes, count: count))
        }
    }

    /// Returns the transfer whose handle libcurl names.
    static func of(_ handle: UnsafeMutableRawPointer) -> Transfer? {
        assay_easy_get_private(handle)
            .map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Takes up a call.
    func begin(_ call: Call, _ sink: ResponseSink) throws(TransportError) {
        try handle.prepare(for: call.request)
        self.call = call
        self.sink = sink
        head = ResponseHeadAssembler(limit: call.request.limits.maxHeadBytes)
        body = []
        bodyBytes = 0
        refusal = nil
        deadlines = TransferDeadlines(call.request.timeouts, start: round.now)
    }

    /// Makes ready to send a request once more, on a connection of its own; returns false unless it
    /// was lost, before any answer, with a connection that others had used.
    ///
    /// libcurl does so itself, but may choose again and again the HTTP/2 connection that the server
    /// is about to close (its issue 5611).
    func restart(after code: CURLcode) -> Bool {
        guard Self.losses.contains(code), head.isEmpty, !handle.usesFreshConnection,
            assay_easy_get_long(handle.pointer, CURLINFO_NUM_CONNECTS) == 0
        else { return false }
        handle.usesFreshConnection = true
        return true
    }

    private static let losses = [
        CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_HTTP2, CURLE_HTTP2_STREAM,
    ]

    /// Goes on after the reader has made room; the transfer is over unless the code is `CURLE_OK`.
    func resume() -> CURLcode {
        deadlines.resume(at: round.now)
        return curl_easy_pause(handle.pointer, CURLPAUSE_CONT)
    }

    /// Gives the call its result, and lets go of it.
    func end(_ code: CURLcode) {
        guard let call, let sink else { return }
        if code != CURLE_OK {
            sink.fail(refusal ?? failure(code, call).reason)
        } else if !head.isComplete {
            // libcurl does not mind an end among the header lines.
            sink.fail(.connectionLost(bodyBytes: 0))
        } else {
            succeed(sink)
        }
        handle.release(call.request)
        letGo()
    }

    /// Fails the call for a reason that libcurl does not know.
    func end(_ error: TransportError) {
        sink?.fail(error)
        letGo()
    }

    private func letGo() {
        call = nil
        sink = nil
        body = []
    }

    private func succeed(_ sink: ResponseSink) {
        switch sink {
        case .whole(let continuation):
            let transfer = FinishedTransfer(head: head.bytes, body: body, timings: timings)
            continuation.resume(returning: .success(transfer))
        case .pieces(let channel): channel.finish(.success(timings))
        }
    }

    private func failure(_ code: CURLcode, _ call: Call) -> TransferFailure {
        let announced = assay_easy_get_offset(handle.pointer, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
        return TransferFailure(
            code: code, url: call.request.url, proxy: handle.proxy,
            timeouts: call.request.timeouts, limits: call.request.limits,
            hasHead: head.isComplete, bodyBytes: bodyBytes,
            announcedBytes: announced > 0 ? Int(announced) : nil,
            tunnelStatus: assay_easy_get_long(handle.pointer, CURLINFO_HTTP_CONNECTCODE),
            detail: handle.detail)
    }

    private var timings: TransferTimings {
        func duration(_ info: CURLINFO) -> Duration {
            .microseconds(assay_easy_get_offset(handle.pointer, info))
        }
        let isReused = assay_easy_get_long(handle.pointer, CURLINFO_NUM_CONNECTS) == 0
        let connect = max(duration(CURLINFO_CONNECT_TIME_T), duration(CURLINFO_APPCONNECT_TIME_T))
        return TransferTimings(
            connect: isReused ? .zero : connect,
            firstByte: duration(CURLINFO_STARTTRANSFER_TIME_T),
            total: duration(CURLINFO_TOTAL_TIME_T), reusedConnection: isReused)
    }
}

/// What libcurl's callbacks bring.
extension Transfer {
    /// Returns the count of bytes taken: another count ends the transfer.
    private func receive(line: UnsafeRawBufferPointer) -> Int {
        guard let call else { return 0 }
        deadlines.heard(at: round.now)
        switch head.receive(line: line) {
        case .unfinished, .trailer: return line.count
        case .complete:
            if case .pieces(let channel) = sink {
                channel.begin(head.bytes)
                round.willWake(channel)
            }
            return line.count
        case .tooLarge:
            refusal = .headTooLarge(limit: call.request.limits.maxHeadBytes)
            return 0
        }
    }

    private func receive(body bytes: UnsafeRawBufferPointer) -> Int {
        guard let call, let sink else { return 0 }
        deadlines.heard(at: round.now)
        let limit = call.request.limits.maxBodyBytes
        guard bytes.count <= limit - bodyBytes else {
            refusal = .bodyTooLarge(limit: limit)
            return 0
        }
        switch sink {
        case .whole: body.append(contentsOf: bytes)
        case .pieces(let channel):
            guard channel.append(bytes) else {
                deadlines.pause()
                return assay_write_pause()
            }
            round.willWake(channel)
        }
        bodyBytes += bytes.count
        return bytes.count
    }
}
