import Audits
import Decisions
import Evidence
import Testing

struct AuditHistoryTests {
    private static func note(
        _ scope: AuditNote.Scope, day: Int64, _ status: String = "ok",
        interval: ClosedRange<Double>? = nil
    ) -> AuditNote {
        AuditNote(
            audit: "A7", question: nil, scope: scope,
            ranAt: Timestamp(microseconds: day * 86_400_000_000), observations: 1_000,
            status: status, sentence: "A sentence.", n: 1_000, measure: "ratio",
            estimate: interval.map { ($0.lowerBound + $0.upperBound) / 2 },
            low: interval?.lowerBound, high: interval?.upperBound)
    }

    private static func day(_ number: Int64) -> Timestamp {
        Timestamp(microseconds: number * 86_400_000_000)
    }

    @Test func `a history says when an audit started to fire and when it stopped`() {
        let statuses = ["ok", "fires", "fires", "watch", "fires"]
        let notes = statuses.enumerated().map { Self.note(.all, day: Int64($0), $1) }
        let history = AuditHistory.all(in: notes, launchedAt: nil)
        #expect(history.count == 1)
        #expect(
            history.first?.changes == [
                .started(Self.day(1)), .stopped(Self.day(3)), .started(Self.day(4)),
            ])
        #expect(history.first?.fires == true)
    }

    @Test func `a figure is held against the last one before the launch`() {
        let notes = [
            Self.note(.window, day: 0, interval: 0.2...0.3),
            Self.note(.window, day: 1, interval: 0.9...1.1),
            Self.note(.window, day: 2, interval: 0.95...1.05),
            Self.note(.window, day: 3, interval: 0.5...0.7),
            Self.note(.window, day: 4),
            Self.note(.window, day: 5, interval: 0.8...1),
        ]
        let history = AuditHistory.all(in: notes, launchedAt: Self.day(1)).first
        #expect(history?.baseline?.ranAt == Self.day(1))
        #expect(history?.changes == [.leftBaseline(Self.day(3)), .returned(Self.day(5))])
    }

    @Test func `without a launch the first figure is what others are held against`() {
        let notes = [
            Self.note(.window, day: 0), Self.note(.window, day: 1, interval: 0.9...1.1),
            Self.note(.window, day: 2, interval: 0.2...0.3),
        ]
        let history = AuditHistory.all(in: notes, launchedAt: nil).first
        #expect(history?.changes == [.leftBaseline(Self.day(2))])
    }

    @Test func `a curve follows one figure, whichever one a finding is about`() throws {
        var finding = AuditFinding(.bias, .fires, "A sentence.")
        finding.measure = "difference of true positive rates"
        finding.estimate = -0.2
        finding.followed = .init("lowest ratio of selection rates", .ok, n: 40, estimate: 0.9)
        let report = AuditReport(
            feature: "loans", ranAt: Self.day(1), since: nil, observations: 50, findings: [finding])
        let point = try #require(report.notes(.window).first)
        #expect(point.measure == "lowest ratio of selection rates")
        #expect(point.estimate == 0.9 && point.n == 40 && point.low == nil)
        #expect(report.notes(.all).first?.estimate == -0.2)
    }

    @Test func `what an audit of another program said is left out`() {
        var note = Self.note(.all, day: 0, "fires")
        note.audit = "A99"
        #expect(AuditHistory.all(in: [note], launchedAt: nil).isEmpty)
    }

    @Test func `a run by hand puts off no scheduled one, nor does a clock that was set back`() {
        let notes = [
            Self.note(.all, day: 1), Self.note(.window, day: 1), Self.note(.all, day: 2),
            Self.note(.all, day: 9), Self.note(.window, day: 9),
        ]
        let history = AuditHistory.all(in: notes, launchedAt: nil).first
        #expect(history?.lastScheduled(before: Self.day(3)) == Self.day(1))
        #expect(history?.lastScheduled(before: Self.day(9)) == Self.day(9))
    }
}
