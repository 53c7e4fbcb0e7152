import Decisions
import Reports
import Testing

@testable import Gateway
@testable import ShadowEvaluation

/// What a feature did, hour by hour.
struct HourlyActivityTests {
    private static let hour: Int64 = 3_600_000_000
    /// Half past an hour.
    private static let start = Timestamp(microseconds: 1000 * hour + hour / 2)

    private static func at(_ hours: Double) -> Timestamp {
        Timestamp(microseconds: start.microseconds + Int64(hours * Double(hour)))
    }

    private func ledger(_ answered: Int, failed: Int = 0, agreed: Int = 0) -> LedgerSnapshot {
        var ledger = LedgerSnapshot()
        ledger.answered = answered
        var model = LedgerSnapshot.PathCounts()
        let end = LedgerSnapshot.End(status: .failed, reason: .timeout)
        // A call that failed is one, whether it was the first about its request or not.
        model.ends[end] = failed / 2
        model.repeatEnds[end] = failed - failed / 2
        model.agreed = agreed
        model.spent = Money(nanoUSD: Int64(answered))
        ledger.paths = ["model": model]
        return ledger
    }

    @Test func `what the ledger counts goes to the hour in which it was counted`() throws {
        let hours = HourlyActivity(try TestFeature.make().feature, since: Self.start)
        hours.look(at: ledger(3, failed: 1), at: Self.at(0.1))
        hours.look(at: ledger(5, failed: 1, agreed: 2), at: Self.at(0.2))
        hours.answered(after: 2_000_000, at: Self.at(0.2))
        hours.look(at: ledger(9, failed: 4, agreed: 3), at: Self.at(1))
        let activity = hours.activity(at: Self.at(1.2))
        #expect(activity.length == .seconds(3600) && activity.spans.count == 12)
        #expect(activity.start.microseconds % Self.hour == 0)
        let last = activity.spans.suffix(3)
        #expect(last.map(\.requests) == [0, 5, 4])
        #expect(last.map(\.failed) == [0, 1, 3])
        #expect(last.map(\.agreed) == [0, 2, 1])
        #expect(last.map(\.spent?.nanoUSD) == [nil, 5, 4])
        let latency = try #require(last.dropFirst().first?.latency)
        #expect(abs(latency - 2) < 0.1)
    }

    @Test func `what the log has from before goes before it, as far as it is whole`() throws {
        let hours = HourlyActivity(try TestFeature.make().feature, since: Self.start)
        func request(_ time: Timestamp, _ agreement: Bool? = true) -> LoggedRequest {
            LoggedRequest(
                time: time, isFirst: true, agreement: agreement, failed: 0, latencies: [],
                spent: nil)
        }
        hours.look(at: ledger(1), at: Self.at(0.1))
        #expect(hours.needsHistory)
        hours.add(
            [
                request(Self.at(0.05)), request(Self.at(-0.1)), request(Self.at(-1), false),
                request(Self.at(-20)),
            ], from: Self.at(-19))
        #expect(!hours.needsHistory)
        let activity = hours.activity(at: Self.at(0.1))
        // The ledger has what came since the start; of the hour that was cut nothing is shown.
        #expect(activity.spans.suffix(2).map(\.requests) == [1, 2])
        #expect(activity.spans.map(\.requests).reduce(0, +) == 3)
        #expect(activity.spans.map(\.disagreed).reduce(0, +) == 1)
        #expect(activity.spans.count == 19)
        #expect(!hours.activity(at: Self.at(60)).spans.isEmpty)
    }

    @Test func `a clock that was ahead for a while takes no hour away`() throws {
        let hours = HourlyActivity(try TestFeature.make().feature, since: Self.start)
        hours.look(at: ledger(3), at: Self.at(0.1))
        hours.look(at: ledger(4), at: Self.at(24 * 365))
        #expect(hours.activity(at: Self.at(24 * 365)).spans.last?.requests == 1)
        hours.look(at: ledger(9), at: Self.at(-2))
        #expect(hours.activity(at: Self.at(0.2)).spans.suffix(3).map(\.requests) == [5, 0, 3])
    }

    @Test func `no more than two days are shown`() throws {
        let hours = HourlyActivity(try TestFeature.make().feature, since: Self.start)
        for hour in 0..<100 { hours.look(at: ledger(hour + 1), at: Self.at(Double(hour))) }
        let activity = hours.activity(at: Self.at(99))
        #expect(activity.spans.count == 48)
        #expect(activity.spans.allSatisfy { $0.requests == 1 })
    }
}
