import Statistics

/// What an arrangement of the paths brings and what it costs.
struct FrontierMark: Sendable {
    /// Nil where it is one of many.
    let name: String?
    /// Right answers, of all cases with an outcome.
    let accuracy: Estimate
    /// What calls cost a case in dollars, or the share of cases with a call.
    let effort: Double
    /// Whether nothing else is at least as good in everything.
    let isOnFrontier: Bool
    let isRecommended: Bool
}

/// Accuracy against what it takes; a line joins what nothing else beats.
struct FrontierPlot {
    let title: String
    let marks: [FrontierMark]
    /// What the axis to the right measures.
    let axis: String
    let text: (Double) -> String

    private static let size = (width: 560.0, height: 270.0)
    private static let margin = (left: 58.0, right: 34.0, top: 18.0, bottom: 46.0)
    private static let bottom = size.height - margin.bottom
    private static let right = size.width - margin.right

    var svg: String {
        let (x, y) = (self.x, self.y)
        func place(_ mark: FrontierMark) -> (x: Double, y: Double) {
            (x(mark.effort), y(mark.accuracy.value))
        }
        var parts = y.ticks(4).flatMap { tick in
            [
                SVG.line("grid", (Self.margin.left, y(tick)), (Self.right, y(tick))),
                SVG.text(
                    NumberText.percent(tick), (Self.margin.left - 6, y(tick)), anchor: "end"),
            ]
        }
        parts += x.ticks(4).map {
            SVG.text(text($0), (x($0), Self.bottom + 12), anchor: "middle")
        }
        parts.append(SVG.polyline("frontier", marks.filter(\.isOnFrontier).map(place)))
        for mark in marks {
            let at = place(mark)
            if mark.name != nil {
                let interval = mark.accuracy.interval
                parts.append(
                    SVG.line("range", (at.x, y(interval.lower)), (at.x, y(interval.upper))))
            }
            if mark.isRecommended { parts.append(SVG.circle("ring", at, radius: 10)) }
            parts.append(
                SVG.circle(
                    mark.isOnFrontier ? "first" : "quiet", at, radius: mark.name == nil ? 3 : 6))
        }
        parts += names(place)
        parts.append(
            SVG.text(
                axis, ((Self.margin.left + Self.right) / 2, Self.size.height - 12), anchor: "middle"
            ))
        return SVG.picture(Self.size.width, Self.size.height, style: "pareto", title: title, parts)
    }

    /// Names beside their marks, moved down where they would stand on one another.
    private func names(_ place: (FrontierMark) -> (x: Double, y: Double)) -> [String] {
        var taken: [(x: Double, y: Double)] = []
        return marks.compactMap { mark in
            guard let name = mark.name else { return nil }
            let at = place(mark)
            let isLeft = at.x > Self.size.width * 0.6
            var text = (x: at.x + (isLeft ? -13 : 13), y: at.y)
            while taken.contains(where: { abs($0.y - text.y) < 15 && abs($0.x - text.x) < 200 }) {
                text.y += 15
            }
            taken.append(text)
            return SVG.text(name, text, anchor: isLeft ? "end" : "start", style: "name")
        }
    }

    private var x: Scale {
        let most = marks.map(\.effort).max() ?? 0
        return Scale(
            low: 0, high: most > 0 ? most * 1.06 : 1, start: Self.margin.left + 12,
            end: Self.right)
    }

    private var y: Scale {
        let shown = marks.filter { $0.name != nil }.map(\.accuracy.interval)
        let values = marks.map(\.accuracy.value)
        let low = min(shown.map(\.lower).min() ?? 0, values.min() ?? 0)
        let high = max(shown.map(\.upper).max() ?? 1, values.max() ?? 1)
        let room = max(high - low, 0.02) * 0.12
        return Scale(
            low: max(0, low - room), high: min(1, high + room), start: Self.bottom,
            end: Self.margin.top)
    }
}
