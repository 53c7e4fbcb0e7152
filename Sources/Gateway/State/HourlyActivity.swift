import Decisions
import Reports
import ShadowEvaluation
import Synchronization

/// What a feature did hour by hour: by its ledger while this process runs, before that by the log.
final class HourlyActivity: Sendable {
    private struct Hour {
        var requests = 0
        var agreed = 0
        var disagreed = 0
        var failed = 0
        var spent: Money?
        var latencies = LatencyCounts()
    }

    /// What the ledger had counted when it was last looked at.
    private struct Totals {
        var requests = 0
        var agreed = 0
        var disagreed = 0
        var failed = 0
        var spent = Money.zero

        init() {}

        init(_ ledger: LedgerSnapshot) {
            requests = ledger.answered
            for counts in ledger.paths.values {
                agreed += counts.agreed
                disagreed += counts.disagreed
                spent += counts.spent
            }
        }
    }

    private struct State {
        var hours: [Int64: Hour] = [:]
        var totals = Totals()
        var known: Int64
        var hasHistory = false

        mutating func change(_ hour: Int64, _ body: (inout Hour) -> Void) {
            body(&hours[hour, default: Hour()])
        }
    }

    /// Hours that are kept and shown.
    static let most: Int64 = 48
    private static let least: Int64 = 12
    private static let microseconds: Int64 = 3_600_000_000

    /// When this process began to count.
    let start: Timestamp
    private let models: Set<String>
    private let state: Mutex<State>

    init(_ feature: Feature, since start: Timestamp) {
        self.start = start
        models = Set(feature.paths.filter { $0.model != nil }.map(\.name))
        state = Mutex(State(known: Self.hour(start)))
    }

    private static func hour(_ time: Timestamp) -> Int64 { time.microseconds / microseconds }

    /// Counts a model's answer that took so many nanoseconds.
    func answered(after latency: Int64, at now: Timestamp) {
        state.withLock { $0.change(Self.hour(now)) { $0.latencies.add(latency) } }
    }

    /// Puts what the ledger has counted since it was last looked at into the hour of `now`.
    func look(at ledger: LedgerSnapshot, at now: Timestamp) {
        var totals = Totals(ledger)
        for (name, counts) in ledger.paths where models.contains(name) {
            for ends in [counts.ends, counts.repeatEnds] {
                for (end, count) in ends where end.status == .failed { totals.failed += count }
            }
        }
        let hour = Self.hour(now)
        state.withLock { [totals] state in
            let last = state.totals
            state.totals = totals
            state.change(hour) { hour in
                hour.requests += totals.requests - last.requests
                hour.agreed += totals.agreed - last.agreed
                hour.disagreed += totals.disagreed - last.disagreed
                hour.failed += totals.failed - last.failed
                if totals.spent != last.spent {
                    hour.spent = (hour.spent ?? .zero) + totals.spent - last.spent
                }
            }
            // By their number, not by the time: a clock that was far ahead takes no hour away.
            while state.hours.count > 2 * Self.most, let oldest = state.hours.keys.min() {
                state.hours[oldest] = nil
            }
        }
    }

    /// Whether the log's part is still to come.
    var needsHistory: Bool { state.withLock { !$0.hasHistory } }

    /// Adds what the log has from before the start; it has every case from `complete` on.
    func add(_ history: [LoggedRequest], from complete: Timestamp) {
        state.withLock { state in
            guard !state.hasHistory else { return }
            state.hasHistory = true
            // Of the hour in which the log was cut, only a part has been read.
            let first = (complete.microseconds + Self.microseconds - 1) / Self.microseconds
            let oldest = history.map { Self.hour($0.time) }.min() ?? state.known
            state.known = min(state.known, max(first, oldest))
            for request in history where request.time < start {
                let number = Self.hour(request.time)
                guard number >= first else { continue }
                state.change(number) { hour in
                    hour.requests += request.isFirst ? 1 : 0
                    hour.agreed += request.agreement == true ? 1 : 0
                    hour.disagreed += request.agreement == false ? 1 : 0
                    hour.failed += request.failed
                    if let spent = request.spent { hour.spent = (hour.spent ?? .zero) + spent }
                    for latency in request.latencies { hour.latencies.add(latency) }
                }
            }
        }
    }

    /// Returns the hours up to that of `now`.
    func activity(at now: Timestamp) -> Activity {
        let last = Self.hour(now)
        let (hours, known) = state.withLock { ($0.hours, $0.known) }
        let first = max(last - Self.most + 1, min(known, last - Self.least + 1))
        return Activity(
            start: Timestamp(microseconds: first * Self.microseconds), length: .seconds(3600),
            spans: (first...last).map { number in
                let hour = hours[number] ?? Hour()
                return Activity.Span(
                    requests: hour.requests, agreed: hour.agreed, disagreed: hour.disagreed,
                    failed: hour.failed, latency: hour.latencies.median, spent: hour.spent)
            })
    }
}

/// What the log has of one question of a request, as hours are told by it.
struct LoggedRequest: Sendable {
    var time: Timestamp
    /// Whether it is the first question of its request.
    var isFirst: Bool
    var agreement: Bool?
    /// Calls of models.
    var failed: Int
    /// Of models' answers, in nanoseconds.
    var latencies: [Int64]
    var spent: Money?
}
