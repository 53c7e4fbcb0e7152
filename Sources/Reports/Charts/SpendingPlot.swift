import Decisions

/// What was spent so far, day by day.
struct SpendingPlot {
    struct Point {
        let at: Timestamp
        let dollars: Double
    }

    let title: String
    /// Oldest first.
    let points: [Point]
    /// The moment from which on nothing more was learnt.
    var decided: Timestamp?

    private static let size = (width: 560.0, height: 210.0)
    private static let margin = (left: 68.0, right: 12.0, top: 14.0, bottom: 30.0)

    var svg: String {
        guard let first = points.first, let last = points.last else { return "" }
        let right = Self.size.width - Self.margin.right
        let bottom = Self.size.height - Self.margin.bottom
        let start = Double(first.at.microseconds)
        let x = Scale(
            low: start, high: max(Double(last.at.microseconds), start + 1),
            start: Self.margin.left, end: right)
        let y = Scale(
            low: 0, high: Plot.roundedUp(last.dollars), start: bottom, end: Self.margin.top)
        var parts = y.ticks(4).flatMap { tick in
            [
                SVG.line("grid", (Self.margin.left, y(tick)), (right, y(tick))),
                SVG.text(
                    tick == 0 ? "$0" : NumberText.roundMoney(tick),
                    (Self.margin.left - 6, y(tick)), anchor: "end"),
            ]
        }
        let line = points.map { (x(Double($0.at.microseconds)), y($0.dollars)) }
        parts.append(
            SVG.polygon(
                "band second", line + [(line[line.count - 1].0, bottom), (line[0].0, bottom)]))
        parts.append(SVG.polyline("second", line))
        if let decided {
            let at = x(Double(decided.microseconds))
            parts.append(SVG.line("bar", (at, Self.margin.top), (at, bottom)))
        }
        parts.append(SVG.text(NumberText.day(first.at), (x.start, Self.size.height - 12)))
        parts.append(
            SVG.text(NumberText.day(last.at), (right, Self.size.height - 12), anchor: "end"))
        return SVG.picture(
            Self.size.width, Self.size.height, style: "spending", title: title, parts)
    }
}
