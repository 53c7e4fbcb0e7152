import CurlTransport
import Decisions

/// What a reply's headers say about trying again.
enum RetryHint {
    /// Returns the signal of a failed reply with `status`, received at `now`.
    ///
    /// 408, 409, 429 and 5xx may pass, unless `x-should-retry` says `false`. `retry-after-ms` comes
    /// before `Retry-After`, which is a number of seconds or a date; neither can shorten a wait
    /// below zero.
    static func signal(
        status: Int, headers: HTTPHeaders, now: Timestamp
    ) -> RetryPolicy.Signal {
        guard status == 408 || status == 409 || status == 429 || status >= 500 else {
            return .permanent
        }
        let mayRetry = headers["x-should-retry"]?.lowercased() != "false"
        return .passing(retryAfter: wait(in: headers, now: now), mayRetry: mayRetry)
    }

    private static func wait(in headers: HTTPHeaders, now: Timestamp) -> Duration? {
        if let text = headers["retry-after-ms"], let wait = span(text, unit: 0.001) { return wait }
        guard let text = headers["retry-after"] else { return nil }
        if let wait = span(text, unit: 1) { return wait }
        guard let date = Timestamp(httpDate: text) else { return nil }
        return .microseconds(max(0, date.microseconds - now.microseconds))
    }

    /// Reads a number of units; a wait of more than a year is as good as a year.
    private static func span(_ text: String, unit: Double) -> Duration? {
        guard let number = Double(text), number.isFinite, number >= 0 else { return nil }
        return .seconds(min(number * unit, 31_536_000))
    }
}

extension Timestamp {
    /// Reads a date of HTTP in the form that is sent today: `Sun, 06 Nov 1994 08:49:37 GMT`.
    init?(httpDate text: String) {
        let parts = text.split(separator: " ")
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        guard parts.count == 6, parts[5] == "GMT", parts[1].utf8.count == 2,
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        self.init("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }
}
