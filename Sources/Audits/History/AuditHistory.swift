package import Decisions
package import Evidence
import Statistics

/// What one audit said of one question over time: a curve, and where it changed.
package struct AuditHistory: Hashable, Sendable {
    /// A moment at which something is no longer as it was.
    package enum Change: Hashable, Sendable {
        /// The audit, over all that was logged, began to fire, or stopped.
        case started(Timestamp)
        case stopped(Timestamp)
        /// The figure of the last weeks left the interval that it had at the launch, or returned
        /// into it; intervals of both no longer, or again, overlap.
        case leftBaseline(Timestamp)
        case returned(Timestamp)

        package var time: Timestamp {
            switch self {
            case .started(let time), .stopped(let time), .leftBaseline(let time),
                .returned(let time):
                time
            }
        }
    }

    package let audit: AuditID
    package let question: String?
    /// Over all that was logged until then, oldest first.
    package private(set) var runs: [AuditNote] = []
    /// Over the last weeks of each run, oldest first.
    package private(set) var points: [AuditNote] = []
    /// The last point before the launch, or else the first one that has an interval.
    package private(set) var baseline: AuditNote?

    private init(_ audit: AuditID, _ question: String?) {
        self.audit = audit
        self.question = question
    }

    /// Returns the histories in `notes`, which are in order of time; those of audits that this
    /// program does not know are left out.
    package static func all(in notes: [AuditNote], launchedAt launch: Timestamp?) -> [Self] {
        var histories: [Self] = []
        for note in notes {
            guard let audit = AuditID(rawValue: note.audit) else { continue }
            let known = histories.firstIndex {
                $0.audit == audit && $0.question == note.question
            }
            let index = known ?? histories.count
            if known == nil { histories.append(Self(audit, note.question)) }
            histories[index].append(note, launchedAt: launch)
        }
        let order = AuditID.allCases
        return histories.enumerated().sorted { first, second in
            let places = [first, second].map { order.firstIndex(of: $0.element.audit) ?? 0 }
            return (places[0], first.offset) < (places[1], second.offset)
        }.map(\.element)
    }

    private mutating func append(_ note: AuditNote, launchedAt launch: Timestamp?) {
        guard note.scope == .window else { return runs.append(note) }
        points.append(note)
        guard note.low != nil, note.high != nil else { return }
        let isBeforeLaunch = launch.map { note.ranAt <= $0 } ?? false
        if baseline == nil || isBeforeLaunch { baseline = note }
    }

    /// Whether the audit fires over all that is logged, at the last run.
    package var fires: Bool { runs.last.map(Self.fires) ?? false }

    /// What the last scheduled run said of all that was logged; only that one has a point too.
    private var scheduled: AuditNote? {
        points.last.flatMap { point in runs.last { $0.ranAt == point.ranAt } }
    }

    /// Whether it fired at the last scheduled run, of which alone others are told.
    package var firedOnSchedule: Bool { scheduled.map(Self.fires) ?? false }

    /// When the last scheduled run was, as far as `now` can tell; a clock may have been set back.
    package func lastScheduled(before now: Timestamp) -> Timestamp? {
        points.last { $0.ranAt <= now }?.ranAt
    }

    /// Where something changed, in order of time.
    package var changes: [Change] {
        var changes: [Change] = []
        var isFiring = false
        for run in runs where Self.fires(run) != isFiring {
            isFiring.toggle()
            changes.append(isFiring ? .started(run.ranAt) : .stopped(run.ranAt))
        }
        return (changes + figureChanges).sorted { $0.time < $1.time }
    }

    private var figureChanges: [Change] {
        guard let baseline, let low = baseline.low, let high = baseline.high else { return [] }
        var changes: [Change] = []
        var isAway = false
        for point in points where point.ranAt > baseline.ranAt {
            // A figure of something else is not to be compared.
            guard point.measure == baseline.measure, let lower = point.low, let upper = point.high
            else { continue }
            let isOutside = lower > high || upper < low
            guard isOutside != isAway else { continue }
            isAway = isOutside
            changes.append(isAway ? .leftBaseline(point.ranAt) : .returned(point.ranAt))
        }
        return changes
    }

    private static func fires(_ note: AuditNote) -> Bool {
        note.status == AuditFinding.Status.fires.rawValue
    }
}

extension AuditReport {
    /// The findings as the log keeps them.
    package func notes(_ scope: AuditNote.Scope) -> [AuditNote] {
        findings.map { finding in
            var note = AuditNote(
                audit: finding.id, question: finding.question, scope: scope, ranAt: ranAt,
                observations: observations, status: finding.status.rawValue,
                sentence: finding.sentence, n: finding.n, measure: finding.measure,
                estimate: finding.estimate, low: finding.interval?.lower,
                high: finding.interval?.upper, datasets: datasets)
            if scope == .window, let followed = finding.followed {
                note.n = followed.n
                note.measure = followed.name
                note.estimate = followed.estimate
                note.low = followed.interval?.lower
                note.high = followed.interval?.upper
            }
            return note
        }
    }
}
