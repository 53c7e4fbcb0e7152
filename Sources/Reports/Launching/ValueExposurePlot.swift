import Advisor
import Foundation

/// Value against exposure, a mark for each feature with its place in the order.
///
/// The marks differ in shape as well as in colour; thin lines span 90 % of the draws.
struct ValueExposurePlot {
    private static let size = (width: 400.0, height: 330.0)
    private static let margin = (left: 36.0, right: 24.0, top: 14.0, bottom: 44.0)
    private static let radius = 11.0

    let steps: [LaunchPlan.Step]
    let title: String

    var svg: String {
        let parts =
            [
                "<svg class=\"plot scatter\" viewBox=\"0 0 \(Plot.number(Self.size.width)) "
                    + "\(Plot.number(Self.size.height))\" role=\"img\" "
                    + "aria-label=\"\(Plot.escaped(title))\">"
            ] + grid + steps.flatMap(spread) + marks + ["</svg>"]
        return parts.joined(separator: "\n")
    }

    private var grid: [String] {
        let left = Self.margin.left
        let right = Self.size.width - Self.margin.right
        let bottom = Self.size.height - Self.margin.bottom
        var parts: [String] = []
        for value in ticks {
            let y = y(value)
            parts.append(line("grid", (left, y), (right, y)))
            parts.append(
                text(LaunchSentences.number(value), (left - 6, y), "end", "dy=\"0.32em\""))
        }
        for share in [0, 0.25, 0.5, 0.75, 1] {
            parts.append(line("grid", (x(share), Self.margin.top), (x(share), bottom)))
            parts.append(text(LaunchSentences.percent(share), (x(share), bottom + 16), "middle"))
        }
        parts.append(
            text("see a mistake in the first uses →", (right, bottom + 34), "end"))
        parts.append(text("worth more ↑", (left + 6, Self.margin.top + 8), "start"))
        return parts
    }

    private func spread(_ step: LaunchPlan.Step) -> [String] {
        let center = (x(step.exposure.mean), y(step.value.mean))
        var parts: [String] = []
        if !step.exposure.isKnown {
            parts.append(
                line("range", (x(step.exposure.low), center.1), (x(step.exposure.high), center.1)))
        }
        if !step.value.isKnown {
            parts.append(
                line("range", (center.0, y(step.value.low)), (center.0, y(step.value.high))))
        }
        return parts
    }

    private var marks: [String] {
        var taken: [(x: Double, y: Double, width: Double)] = []
        let centers = steps.map { (x($0.exposure.mean), y($0.value.mean)) }
        taken += centers.map { ($0.0 - Self.radius, $0.1, 2 * Self.radius) }
        return steps.enumerated().flatMap { index, step -> [String] in
            let center = centers[index]
            let style = !step.holds.isEmpty ? "held" : index == 0 ? "first" : "second"
            let name = step.candidate.name
            // About 6.3 units a letter at 12 pixels.
            let width = Double(min(name.count, 24)) * 6.3
            let isLeft = center.0 + Self.radius + 5 + width > Self.size.width - Self.margin.right
            let start = isLeft ? center.0 - Self.radius - 5 - width : center.0 + Self.radius + 5
            var y = center.1
            for shift in [0, 15, -15, 30, -30, 45, -45] {
                y = center.1 + Double(shift)
                let isFree = !taken.contains {
                    abs($0.y - y) < 13 && $0.x < start + width && start < $0.x + $0.width
                }
                if isFree { break }
            }
            taken.append((start, y, width))
            return [
                mark(style, center),
                text("\(index + 1)", center, "middle", "dy=\"0.34em\"", style: "number \(style)"),
                text(
                    name.count > 24 ? name.prefix(23) + "…" : name, (max(2, start), y), "start",
                    "dy=\"0.32em\"", style: "name"),
            ]
        }
    }

    /// What is held back is a square, the rest are circles.
    private func mark(_ style: String, _ center: (Double, Double)) -> String {
        guard style == "held" else {
            return "<circle class=\"\(style)\" cx=\"\(Plot.number(center.0))\" "
                + "cy=\"\(Plot.number(center.1))\" r=\"\(Plot.number(Self.radius))\"/>"
        }
        let side = Plot.number(2 * Self.radius - 2)
        return "<rect class=\"held\" x=\"\(Plot.number(center.0 - Self.radius + 1))\" "
            + "y=\"\(Plot.number(center.1 - Self.radius + 1))\" width=\"\(side)\" "
            + "height=\"\(side)\" rx=\"2\"/>"
    }

    private func line(
        _ style: String, _ from: (Double, Double), _ to: (Double, Double)
    ) -> String {
        "<line class=\"\(style)\" x1=\"\(Plot.number(from.0))\" y1=\"\(Plot.number(from.1))\" "
            + "x2=\"\(Plot.number(to.0))\" y2=\"\(Plot.number(to.1))\"/>"
    }

    private func text(
        _ words: some StringProtocol, _ place: (Double, Double), _ anchor: String,
        _ more: String = "", style: String = "tick"
    ) -> String {
        "<text class=\"\(style)\" x=\"\(Plot.number(place.0))\" y=\"\(Plot.number(place.1))\" "
            + "text-anchor=\"\(anchor)\" \(more)>\(Plot.escaped(String(words)))</text>"
    }

    /// Powers of two, since the amounts double.
    private var ticks: [Double] {
        let low = Int(log2(bounds.lowerBound).rounded(.up))
        let high = Int(log2(bounds.upperBound).rounded(.down))
        let step = max(1, (high - low) / 5)
        return stride(from: low, through: max(low, high), by: step).map { pow(2, Double($0)) }
    }

    private var bounds: ClosedRange<Double> {
        let lows = steps.map { min($0.value.low, $0.value.mean) }.filter { $0 > 0 }
        let highs = steps.map { max($0.value.high, $0.value.mean) }
        let low = (lows.min() ?? 1) / 1.6
        return low...max(low * 2, (highs.max() ?? 1) * 1.6)
    }

    private func x(_ share: Double) -> Double {
        // A mark at 0 % keeps clear of the axis.
        let left = Self.margin.left + Self.radius + 3
        return left + (Self.size.width - Self.margin.right - left) * min(1, max(0, share))
    }

    private func y(_ value: Double) -> Double {
        let height = Self.size.height - Self.margin.top - Self.margin.bottom
        let share =
            log(max(value, bounds.lowerBound) / bounds.lowerBound)
            / log(bounds.upperBound / bounds.lowerBound)
        return Self.margin.top + height * (1 - min(1, share))
    }
}
