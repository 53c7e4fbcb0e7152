import Audits
import Decisions
import Evidence
import Statistics

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

    /// What the points are a figure of; those of another one are no part of the curve.
    private var measure: String? { history.points.last { $0.estimate != nil }?.measure }

    private var points: [AuditCurvePlot.Point] {
        history.points.map { note in
            let isComparable = note.measure == measure
            return .init(
                at: note.ranAt, estimate: isComparable ? note.estimate : nil,
                interval: isComparable ? note.limits : nil)
        }
    }

    /// The point at the launch, where it is one of the curve.
    private var baseline: AuditNote? {
        history.baseline.flatMap { $0.measure == measure ? $0 : nil }
    }

    /// What the plot shows, in words.
    var caption: String {
        let figure = measure ?? "figure"
        let band = points.contains { $0.interval != nil } ? " The band is its 95% interval" : ""
        let stripe = baseline.map { ", the grey stripe that of \(NumberText.day($0.ranAt))" } ?? ""
        return figure.prefix(1).uppercased() + figure.dropFirst()
            + ", of the last weeks at each run."
            + (band.isEmpty ? "" : band + stripe + ".")
    }

    /// The last weeks' figure at each run, its interval, and where something changed; nil below two
    /// figures.
    var plot: String? {
        guard points.count(where: { $0.estimate != nil }) > 1 else { return nil }
        return AuditCurvePlot(
            title: "\(title): \(caption)", points: points,
            baseline: baseline?.limits,
            changes: history.changes.map(\.time)
        ).svg
    }

    /// The figure of the last weeks at the newest runs in eight heights, lowest to highest; nil below
    /// two figures.
    var sparkline: String? {
        let figures = points.suffix(Self.mostMarks).map(\.estimate)
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

extension AuditNote {
    /// The interval of the estimate.
    fileprivate var limits: Interval? {
        guard let low, let high, low <= high else { return nil }
        return Interval(lower: low, upper: high)
    }
}
