import Audits
import Decisions
import Evidence

/// What an audit said over time, for the page of a feature.
struct AuditCurve {
    let history: AuditHistory

    var title: String {
        [history.audit.rawValue, history.audit.title, history.question.map { "of \($0)" }]
            .compactMap(\.self).joined(separator: " ")
    }

    var status: String { history.runs.last?.status ?? AuditFinding.Status.cannotTell.rawValue }
    var sentence: String { history.runs.last?.sentence ?? "" }
    var ranAt: String { history.runs.last.map { Self.day($0.ranAt.description) } ?? "" }

    /// Change points in words, oldest first.
    var changes: [String] {
        history.changes.map { change in
            let day = Self.day(change.time.description)
            return switch change {
            case .started: "\(day): starts to fire"
            case .stopped: "\(day): fires no more"
            case .leftBaseline: "\(day): the last weeks are no longer as at the launch"
            case .returned: "\(day): the last weeks are again as at the launch"
            }
        }
    }

    /// The last weeks' figure, run by run, with the interval's limits; nil below two figures.
    var plot: String? {
        let points = history.points
        let figures = points.compactMap(\.estimate)
        guard figures.count > 1, let first = points.first, let last = points.last else {
            return nil
        }
        let measure = last.measure ?? "figure"
        return Plot(
            title: "\(title): \(measure) of the last weeks",
            layers: [
                .line(points.map(\.low), style: "second"),
                .line(points.map(\.high), style: "second"),
                .line(points.map(\.estimate), style: "first"),
            ], text: { NumberText.decimal($0, decimals: 2) },
            ends: (Self.day(first.ranAt.description), Self.day(last.ranAt.description))
        ).svg
    }

    /// The figure of the last weeks at the newest runs in eight heights, lowest to highest; nil below
    /// two figures.
    var sparkline: String? {
        let figures = history.points.suffix(Self.mostMarks).map(\.estimate)
        let known = figures.compactMap(\.self)
        guard known.count > 1, let least = known.min(), let most = known.max() else { return nil }
        let marks = Array("▁▂▃▄▅▆▇█")
        let line = figures.map { figure -> Character in
            guard let figure else { return " " }
            guard most > least else { return marks[3] }
            return marks[Int(((figure - least) / (most - least) * 7).rounded())]
        }
        let range = [least, most].map { NumberText.decimal($0, decimals: 2) }
        return "\(String(line)) \(range[0]) to \(range[1])"
    }

    private static let mostMarks = 40

    private static func day(_ time: String) -> String { String(time.prefix(10)) }
}
