import Foundation

/// A small picture in SVG: columns or a line over spans of time, with labelled axes.
///
/// Its colours come from the stylesheet's classes, so that it is readable in light and dark and in
/// print; its title says what it shows, for those who cannot see it.
struct Plot {
    /// Columns stacked on one another, or a line that breaks where there is no value.
    enum Layer {
        case columns([Double], style: String)
        case line([Double?], style: String)
    }

    private static let size = (width: 560.0, height: 170.0)
    private static let margin = (left: 58.0, right: 10.0, top: 10.0, bottom: 26.0)

    let title: String
    let layers: [Layer]
    /// The greatest value of the axis; nil takes what the layers need.
    var ceiling: Double?
    /// Words of a value on the axis.
    let text: (Double) -> String
    /// Words below the first and the last span.
    let ends: (String, String)

    var svg: String {
        let top = ceiling ?? greatest
        var parts = [
            "<svg class=\"plot\" viewBox=\"0 0 \(Self.number(Self.size.width)) "
                + "\(Self.number(Self.size.height))\" role=\"img\" "
                + "aria-label=\"\(Self.escaped(title))\">"
        ]
        parts += axis(top)
        var floor = [Double](repeating: 0, count: spans)
        for layer in layers {
            switch layer {
            case .columns(let values, let style):
                parts += columns(values, on: floor, top, style)
                for index in values.indices { floor[index] += values[index] }
            case .line(let values, let style): parts += line(values, top, style)
            }
        }
        return parts.joined(separator: "\n") + "\n</svg>"
    }

    private var spans: Int {
        layers.map { layer in
            switch layer {
            case .columns(let values, _): values.count
            case .line(let values, _): values.count
            }
        }.max() ?? 0
    }

    /// What the stacked columns or the lines reach, rounded up to a figure that reads well.
    private var greatest: Double {
        var stack = [Double](repeating: 0, count: spans)
        var most = 0.0
        for layer in layers {
            switch layer {
            case .columns(let values, _):
                for index in values.indices { stack[index] += values[index] }
            case .line(let values, _): most = max(most, values.compactMap(\.self).max() ?? 0)
            }
        }
        return Self.roundedUp(max(most, stack.max() ?? 0))
    }

    /// 0, or below it where a line goes there.
    private var bottom: Double {
        let least = layers.compactMap { layer in
            if case .line(let values, _) = layer { values.compactMap(\.self).min() } else { nil }
        }.min()
        guard let least, least < 0 else { return 0 }
        return -Self.roundedUp(-least)
    }

    static func roundedUp(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return 1 }
        let power = pow(10, floor(log10(value)))
        let steps = [1.0, 2, 2.5, 5, 10]
        return (steps.first { $0 * power >= value * (1 - 1e-9) } ?? 10) * power
    }

    private func axis(_ top: Double) -> [String] {
        let right = Self.size.width - Self.margin.right
        var parts: [String] = []
        // Words of two figures must not stand on one another.
        let lower = bottom == 0 ? [0, top / 2] : -bottom < top / 6 ? [0] : [bottom, 0]
        for value in lower + [top] {
            let y = Self.number(self.y(value, top))
            parts.append(
                "<line class=\"grid\" x1=\"\(Self.number(Self.margin.left))\" y1=\"\(y)\" "
                    + "x2=\"\(Self.number(right))\" y2=\"\(y)\"/>")
            parts.append(
                "<text class=\"tick\" x=\"\(Self.number(Self.margin.left - 6))\" y=\"\(y)\" "
                    + "dy=\"0.32em\" text-anchor=\"end\">\(Self.escaped(text(value)))</text>")
        }
        let y = Self.number(Self.size.height - 8)
        parts.append(
            "<text class=\"tick\" x=\"\(Self.number(Self.margin.left))\" y=\"\(y)\">"
                + "\(Self.escaped(ends.0))</text>")
        parts.append(
            "<text class=\"tick\" x=\"\(Self.number(right))\" y=\"\(y)\" text-anchor=\"end\">"
                + "\(Self.escaped(ends.1))</text>")
        return parts
    }

    private func columns(
        _ values: [Double], on floor: [Double], _ top: Double, _ style: String
    ) -> [String] {
        let width = step * 0.8
        return values.enumerated().filter { $0.element > 0 }.map { index, value in
            let upper = y(floor[index] + value, top)
            let lower = y(floor[index], top)
            return "<rect class=\"\(style)\" x=\"\(Self.number(x(index) - width / 2))\" "
                + "y=\"\(Self.number(upper))\" width=\"\(Self.number(width))\" "
                + "height=\"\(Self.number(max(0.5, lower - upper)))\"/>"
        }
    }

    private func line(_ values: [Double?], _ top: Double, _ style: String) -> [String] {
        let runs = values.enumerated().split { $0.element == nil }
        return runs.flatMap { run in
            let points = run.compactMap { index, value in
                value.map { "\(Self.number(x(index))),\(Self.number(y($0, top)))" }
            }
            // A lone value has no line to show it.
            return points.count == 1
                ? [dot(points[0], style)]
                : ["<polyline class=\"\(style)\" points=\"\(points.joined(separator: " "))\"/>"]
        }
    }

    private func dot(_ point: String, _ style: String) -> String {
        let parts = point.split(separator: ",")
        return "<circle class=\"\(style)\" cx=\"\(parts[0])\" cy=\"\(parts[1])\" r=\"3.5\"/>"
    }

    private var step: Double {
        (Self.size.width - Self.margin.left - Self.margin.right) / Double(max(1, spans))
    }

    private func x(_ index: Int) -> Double { Self.margin.left + step * (Double(index) + 0.5) }

    private func y(_ value: Double, _ top: Double) -> Double {
        let height = Self.size.height - Self.margin.top - Self.margin.bottom
        return Self.margin.top + height * (1 - min(1, max(0, (value - bottom) / (top - bottom))))
    }

    static func number(_ value: Double) -> String {
        NumberText.decimal(value, decimals: 1).replacing(",", with: "").replacing(".0", with: "")
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
