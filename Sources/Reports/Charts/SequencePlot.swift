import Statistics

/// A challenger's worth against the heuristic, watched: the estimate, the limits that hold at
/// every look, and the line that they have to pass.
struct SequencePlot {
    struct Point {
        let units: Int
        let estimate: Double?
        let limits: Interval
    }

    let title: String
    let points: [Point]
    let worthHaving: Double
    let unit: String
    /// Days of the first and of the last point.
    let days: (String, String)

    private static let size = (width: 560.0, height: 270.0)
    private static let margin = (left: 68.0, right: 12.0, top: 14.0, bottom: 46.0)

    var svg: String {
        let x = Scale(
            low: 0, high: Double(max(1, points.last?.units ?? 1)), start: Self.margin.left,
            end: Self.size.width - Self.margin.right)
        let (low, high) = range
        let y = Scale(
            low: low, high: high, start: Self.size.height - Self.margin.bottom,
            end: Self.margin.top)
        let upper = points.map { (x(Double($0.units)), y($0.limits.upper)) }
        let lower = points.map { (x(Double($0.units)), y($0.limits.lower)) }
        var parts = grid(y)
        parts.append(SVG.polygon("band first", upper + lower.reversed()))
        parts.append(
            SVG.line("bar", (Self.margin.left, y(worthHaving)), (x.end, y(worthHaving))))
        parts.append(
            SVG.text(
                "worth having: \(NumberText.roundMoney(worthHaving))",
                (x.end - 4, y(worthHaving) - 9), anchor: "end", style: "name"))
        let estimates = points.compactMap { point in
            point.estimate.map { (x(Double(point.units)), y($0)) }
        }
        parts.append(SVG.polyline("first", estimates))
        if let last = estimates.last { parts.append(SVG.circle("first", last, radius: 4)) }
        return SVG.picture(
            Self.size.width, Self.size.height, style: "sequence", title: title,
            parts + axis(x))
    }

    private func grid(_ y: Scale) -> [String] {
        let right = Self.size.width - Self.margin.right
        return y.ticks().flatMap { tick in
            [
                SVG.line(
                    abs(tick) < 1e-12 ? "zero" : "grid", (Self.margin.left, y(tick)),
                    (right, y(tick))),
                SVG.text(
                    abs(tick) < 1e-12 ? "$0" : NumberText.roundMoney(tick),
                    (Self.margin.left - 6, y(tick)), anchor: "end"),
            ]
        }
    }

    private func axis(_ x: Scale) -> [String] {
        let height = Self.size.height
        let last = points.last?.units ?? 0
        return [
            SVG.text("0 \(unit)", (x.start, height - 32)),
            SVG.text(
                "\(NumberText.count(last)) \(unit)", (x.end, height - 32), anchor: "end"),
            SVG.text(days.0, (x.start, height - 14)),
            SVG.text(days.1, (x.end, height - 14), anchor: "end"),
        ]
    }

    /// The first limits are as wide as the bounds: the picture shows what became of them.
    private var range: (Double, Double) {
        guard let last = points.last else { return (-1, 1) }
        let marks = [last.limits.lower, last.limits.upper, worthHaving, 0]
        let low = marks.min() ?? -1
        let high = marks.max() ?? 1
        let room = max(high - low, 1e-9) * 0.6
        return (low - room, high + room)
    }
}
