import Decisions
import Statistics

/// A figure over time with its interval, the interval that it had at the launch, and numbered lines
/// where something changed.
struct AuditCurvePlot {
    struct Point {
        let at: Timestamp
        /// `nil` where a run could not tell.
        let estimate: Double?
        let interval: Interval?
    }

    let title: String
    /// Oldest first.
    let points: [Point]
    let baseline: Interval?
    /// In the order of the words that tell of them.
    let changes: [Timestamp]

    private static let size = (width: 380.0, height: 196.0)
    private static let margin = (left: 46.0, right: 12.0, top: 28.0, bottom: 30.0)

    var svg: String {
        guard let first = points.first?.at, let last = points.last?.at else { return "" }
        let start = Double(first.microseconds)
        let x = Scale(
            low: start, high: max(Double(last.microseconds), start + 1), start: Self.margin.left,
            end: Self.size.width - Self.margin.right)
        let (low, high) = range
        let y = Scale(
            low: low, high: high, start: Self.size.height - Self.margin.bottom,
            end: Self.margin.top)
        var parts = y.ticks(4).flatMap { tick in
            [
                SVG.line(abs(tick) < 1e-9 ? "zero" : "grid", (x.start, y(tick)), (x.end, y(tick))),
                SVG.text(words(tick, high - low), (x.start - 6, y(tick)), anchor: "end"),
            ]
        }
        if let baseline {
            parts.append(
                SVG.rect(
                    "stripe", (x.start, y(baseline.upper)), x.end - x.start,
                    max(1, y(baseline.lower) - y(baseline.upper))))
        }
        parts += runs.flatMap { curve($0, x, y) } + marks(x, y)
        let below = Self.size.height - 12
        parts.append(SVG.text(NumberText.day(first), (x.start, below)))
        parts.append(SVG.text(NumberText.day(last), (x.end, below), anchor: "end"))
        return SVG.picture(
            Self.size.width, Self.size.height, style: "course", title: title, parts)
    }

    /// The stretches in which every run had a figure.
    private var runs: [[Point]] {
        points.split { $0.estimate == nil }.map(Array.init)
    }

    private func curve(_ run: [Point], _ x: Scale, _ y: Scale) -> [String] {
        func at(_ point: Point, _ value: Double?) -> (Double, Double)? {
            value.map { (x(Double(point.at.microseconds)), y($0)) }
        }
        let line = run.compactMap { at($0, $0.estimate) }
        // A lone figure has no line to show it.
        guard line.count > 1 else { return line.map { SVG.circle("first", $0, radius: 3) } }
        let upper = run.compactMap { at($0, $0.interval?.upper) }
        let lower = run.compactMap { at($0, $0.interval?.lower) }
        let band =
            upper.count > 1 ? [SVG.polygon("band first", upper + lower.reversed())] : []
        return band + [SVG.polyline("first", line)]
    }

    private func marks(_ x: Scale, _ y: Scale) -> [String] {
        var last = (at: -Double.infinity, isRaised: false)
        return changes.enumerated().flatMap { index, time in
            let at = x(Double(time.microseconds))
            // Two numbers must not stand on one another.
            last = (at, at - last.at < 14 && !last.isRaised)
            return [
                SVG.line("bar", (at, y.end), (at, y.start)),
                SVG.text(
                    "\(index + 1)", (at, y.end - (last.isRaised ? 19 : 8)), anchor: "middle",
                    style: "name"),
            ]
        }
    }

    /// Holds every estimate, and 0 where it is near; wide intervals of few cases are cut off.
    private var range: (Double, Double) {
        let limits = [baseline, points.last { $0.interval != nil }?.interval].compactMap(\.self)
        let values =
            points.compactMap(\.estimate) + limits.flatMap { [$0.lower, $0.upper] }
        guard let least = values.min(), let most = values.max() else { return (0, 1) }
        let room = max(most - least, 1e-6) * 0.1
        let low = least >= 0 && least < most - least ? 0 : least - room
        return (low, most + room)
    }

    private func words(_ value: Double, _ length: Double) -> String {
        NumberText.decimal(value, decimals: length < 0.1 ? 3 : length < 10 ? 2 : 0)
    }
}
