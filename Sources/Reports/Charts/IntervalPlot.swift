/// Estimates with their intervals, one below the other.
struct IntervalPlot {
    struct Row {
        let name: String
        /// What else is to be known, at the right, such as a count.
        let note: String
        let estimate: Double
        let low: Double
        let high: Double
        /// A class of the stylesheet.
        let style: String
    }

    let title: String
    let rows: [Row]
    /// A line across all rows, such as at no difference.
    var reference: Double?
    var isLogarithmic = false
    /// What the axis measures, with its unit.
    let axis: String
    let text: (Double) -> String

    private static let width = 560.0
    private static let row = 26.0
    private static let margin = (left: 176.0, right: 82.0, top: 8.0, bottom: 44.0)
    /// Letters of 12 pixels that fit at the left.
    private static let mostLetters = 22

    var svg: String {
        let height = Self.margin.top + Self.row * Double(rows.count) + Self.margin.bottom
        let bottom = height - Self.margin.bottom
        var parts = scale.ticks(4).flatMap { tick in
            [
                SVG.line("grid", (scale(tick), Self.margin.top), (scale(tick), bottom)),
                SVG.text(text(tick), (scale(tick), bottom + 12), anchor: "middle"),
            ]
        }
        if let reference {
            parts.append(
                SVG.line("zero", (scale(reference), Self.margin.top), (scale(reference), bottom)))
        }
        for (index, row) in rows.enumerated() {
            parts += marks(row, at: Self.margin.top + Self.row * (Double(index) + 0.5))
        }
        parts.append(
            SVG.text(axis, ((scale.start + scale.end) / 2, height - 12), anchor: "middle"))
        return SVG.picture(Self.width, height, style: "intervals", title: title, parts)
    }

    private func marks(_ row: Row, at y: Double) -> [String] {
        let isLong = row.name.count > Self.mostLetters
        let name = isLong ? row.name.prefix(Self.mostLetters - 1) + "…" : row.name[...]
        return [
            SVG.text(name, (Self.margin.left - 10, y), anchor: "end", style: "label"),
            SVG.line("range \(row.style)", (scale(row.low), y), (scale(row.high), y)),
            SVG.circle(row.style, (scale(row.estimate), y), radius: 5),
            SVG.text(row.note, (Self.width - 2, y), anchor: "end"),
        ]
    }

    private var scale: Scale {
        var low = rows.map { min($0.low, $0.estimate) }.min() ?? 0
        var high = rows.map { max($0.high, $0.estimate) }.max() ?? 1
        if let reference {
            low = min(low, reference)
            high = max(high, reference)
        }
        if isLogarithmic {
            low = max(low / 2, 1e-6)
            high = max(high * 2, low * 100)
        } else {
            let room = max((high - low) * 0.06, 1e-9)
            low -= room
            high += room
        }
        return Scale(
            low: low, high: high, start: Self.margin.left, end: Self.width - Self.margin.right,
            isLogarithmic: isLogarithmic)
    }
}
