import CReference

/// What came back of a load.
struct LoadResult {
    let answered: Int
    let seconds: Double
    /// In milliseconds; at a fixed rate from when a request was due.
    let median: Double
    /// In milliseconds, at the 99th percentile.
    let slow: Double

    var perSecond: Double { Double(answered) / seconds }

    fileprivate init(_ result: load_result) {
        answered = Int(result.answered)
        seconds = result.seconds
        median = result.p50 / 1000
        slow = result.p99 / 1000
    }
}

/// Requests that are sent to a server by one thread, in turn.
struct Load {
    private let requests: [[UInt8]]

    /// Posts `bodies` to a path, with the header fields of a client's library.
    init(_ bodies: [String], to path: String) {
        requests = bodies.map { body in
            Array(
                """
                POST \(path) HTTP/1.1\r
                Host: 127.0.0.1\r
                Accept: application/json\r
                Content-Type: application/json\r
                User-Agent: OpenAI/Python 3.54.0\r
                Authorization: Bearer sk-benchmark\r
                Content-Length: \(body.utf8.count)\r
                \r
                \(body)
                """.utf8)
        }
    }

    /// Sends until `seconds` have passed or `most` requests are answered: over `connections` one
    /// after the other, or `rate` a second whether or not the server keeps up.
    ///
    /// Throws where a request is not answered with status 200.
    func run(
        port: UInt16, connections: Int, rate: Double = 0, seconds: Double, most: Int = 0
    ) throws -> LoadResult {
        var result = load_result()
        let lengths = requests.map(\.count)
        let bytes = requests.flatMap(\.self)
        let isWhole = bytes.withUnsafeBytes { bytes in
            var pointers: [UnsafePointer<CChar>?] = []
            var offset = 0
            for length in lengths {
                pointers.append(
                    bytes.baseAddress.map { ($0 + offset).assumingMemoryBound(to: CChar.self) })
                offset += length
            }
            return pointers.withUnsafeBufferPointer { pointers in
                lengths.withUnsafeBufferPointer { lengths in
                    var plan = load_plan(
                        port: port, requests: pointers.baseAddress, lengths: lengths.baseAddress,
                        request_count: lengths.count, connections: connections, rate: rate,
                        seconds: seconds, most: UInt64(most))
                    return load_run(&plan, &result)
                }
            }
        }
        guard isWhole, result.refused == 0 else {
            throw BenchmarkError.wrongResult(
                "\(result.answered) requests were answered, \(result.refused) refused"
                    + (isWhole ? "" : ", and a connection broke"))
        }
        return LoadResult(result)
    }
}
