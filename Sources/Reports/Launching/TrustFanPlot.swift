import Advisor

/// What an order brings, week by week: the median, half of the draws, and nine tenths of them.
struct TrustFanPlot {
    private static let size = (width: 320.0, height: 210.0)
    private static let margin = (left: 46.0, right: 12.0, top: 12.0, bottom: 30.0)

    let fan: TrustComparison.Fan
    /// Another median to hold it against.
    let reference: [Double]?
    /// The ends of the value axis, the same for all that stand side by side.
    let bounds: ClosedRange<Double>
    let style: String
    let title: String
    let text: (Double) -> String

    var svg: String {
        var parts = [
            "<svg class=\"plot fan\" viewBox=\"0 0 \(Plot.number(Self.size.width)) "
                + "\(Plot.number(Self.size.height))\" role=\"img\" "
                + "aria-label=\"\(Plot.escaped(title))\">"
        ]
        parts += grid
        let quantiles = fan.quantiles
        if quantiles.count == 5, weeks > 0 {
            parts.append(area(quantiles[0], quantiles[4], "wide"))
            parts.append(area(quantiles[1], quantiles[3], "narrow"))
            if let reference { parts.append(polyline(reference, "reference")) }
            parts.append(polyline(quantiles[2], style))
        }
        return parts.joined(separator: "\n") + "\n</svg>"
    }

    private var weeks: Int { fan.quantiles.first?.count ?? 0 }

    private var grid: [String] {
        let right = Self.size.width - Self.margin.right
        let ticks = [
            bounds.lowerBound, (bounds.lowerBound + bounds.upperBound) / 2, bounds.upperBound,
        ]
        var parts = ticks.flatMap { value -> [String] in
            let height = Plot.number(y(value))
            return [
                "<line class=\"grid\" x1=\"\(Plot.number(Self.margin.left))\" y1=\"\(height)\" "
                    + "x2=\"\(Plot.number(right))\" y2=\"\(height)\"/>",
                label(text(value), Self.margin.left - 6, y(value), "end", "dy=\"0.32em\""),
            ]
        }
        let bottom = Self.size.height - 10
        parts.append(label("first launch", Self.margin.left, bottom, "start"))
        parts.append(label("week \(weeks)", right, bottom, "end"))
        return parts
    }

    private func label(
        _ words: String, _ x: Double, _ y: Double, _ anchor: String, _ more: String = ""
    ) -> String {
        "<text class=\"tick\" x=\"\(Plot.number(x))\" y=\"\(Plot.number(y))\" "
            + "text-anchor=\"\(anchor)\" \(more)>\(Plot.escaped(words))</text>"
    }

    private func area(_ low: [Double], _ high: [Double], _ name: String) -> String {
        let points =
            high.indices.map { point($0, high[$0]) }
            + low.indices.reversed().map { point($0, low[$0]) }
        return "<polygon class=\"\(name) \(style)\" points=\"\(points.joined(separator: " "))\"/>"
    }

    private func polyline(_ values: [Double], _ name: String) -> String {
        let points = values.indices.map { point($0, values[$0]) }
        return "<polyline class=\"\(name)\" points=\"\(points.joined(separator: " "))\"/>"
    }

    private func point(_ week: Int, _ value: Double) -> String {
        let width = Self.size.width - Self.margin.left - Self.margin.right
        let x = Self.margin.left + width * Double(week) / Double(max(1, weeks - 1))
        return "\(Plot.number(x)),\(Plot.number(y(value)))"
    }

    private func y(_ value: Double) -> Double {
        let height = Self.size.height - Self.margin.top - Self.margin.bottom
        let share = (value - bounds.lowerBound) / (bounds.upperBound - bounds.lowerBound)
        return Self.margin.top + height * (1 - min(1, max(0, share)))
    }
}
