import Decisions
import Evidence
import Statistics

/// A path that was changed after test questions were known: it may have been tuned on them.
struct TunedPath {
    let path: String
    /// The day of the change.
    private let day: Substring
    /// Right answers on questions that are older than the change, and on younger ones.
    private let older: (right: Int, n: Int)
    private let younger: (right: Int, n: Int)

    /// Compares the questions of `path`; `nil` where its version that counts is the first, or
    /// no question is older than it.
    init?(
        _ path: String, version: ContentHash, of versions: [LoggedVersion],
        items: [ContaminationAudit.Item]
    ) {
        let own = versions.filter { $0.path.path == path }
        guard own.count > 1, let current = own.first(where: { $0.path.version == version }),
            let first = own.map(\.firstLoggedAt).min(), current.firstLoggedAt > first
        else { return nil }
        var (older, younger) = ((right: 0, n: 0), (right: 0, n: 0))
        for item in items {
            guard let time = item.time, let isRight = item.isRight[path] ?? item.isRight["eval"]
            else { continue }
            if time.microseconds < current.firstLoggedAt {
                older = (older.right + (isRight ? 1 : 0), older.n + 1)
            } else {
                younger = (younger.right + (isRight ? 1 : 0), younger.n + 1)
            }
        }
        guard older.n > 0 else { return nil }
        day = Timestamp(microseconds: current.firstLoggedAt).description.prefix(10)
        (self.path, self.older, self.younger) = (path, older, younger)
    }

    private var difference: (value: Double, interval: Interval)? {
        guard min(older.n, younger.n) >= ContaminationAudit.leastScored else { return nil }
        let (old, new) = (
            ProportionSample(successes: older.right, trials: older.n),
            ProportionSample(successes: younger.right, trials: younger.n)
        )
        return (old.proportion - new.proportion, newcombeIndependentInterval(old, new))
    }

    /// Whether it is better on the older questions, beyond chance.
    var isBetterOnOlder: Bool { difference.map { $0.interval.lower > 0 } ?? false }

    var part: AuditFinding.Part {
        .init(
            "\(path): accuracy on questions older than its last change less that on younger ones",
            difference == nil ? .cannotTell : isBetterOnOlder ? .watch : .ok,
            n: older.n + younger.n, estimate: difference?.value,
            interval: difference?.interval,
            note: "changed on \(day); \(AuditWords.counted(older.n, "question")) older: it may "
                + "have been tuned on them"
        )
    }

    var sentence: String {
        "`\(path)` is right on \(AuditWords.percent(Double(older.right) / Double(older.n))) of the "
            + "questions that are older than its last change, and on "
            + "\(AuditWords.percent(Double(younger.right) / Double(younger.n))) of younger ones: it "
            + "may have been tuned on them"
    }
}
