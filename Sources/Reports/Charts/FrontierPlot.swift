import Statistics

/// What an arrangement of the paths brings and what it costs.
struct FrontierMark: Sendable {
    let name: String
    /// Right answers, of all cases with an outcome.
    let accuracy: Estimate
    /// Dollars that calls cost a case.
    let cost: Double
}

/// Accuracy against cost; a line joins what nothing cheaper beats.
struct FrontierPlot {
    let title: String
    let points: [FrontierMark]

    private static let size = (width: 560.0, height: 270.0)
    private static let margin = (left: 58.0, right: 20.0, top: 14.0, bottom: 46.0)

    var svg: String {
        let bottom = Self.size.height - Self.margin.bottom
        let right = Self.size.width - Self.margin.right
        var parts = y.ticks(4).flatMap { tick in
            [
                SVG.line("grid", (Self.margin.left, y(tick)), (right, y(tick))),
                SVG.text(
                    NumberText.percent(tick), (Self.margin.left - 6, y(tick)), anchor: "end"),
            ]
        }
        parts += x.ticks(4).map {
            SVG.text(
                $0 == 0 ? "$0" : NumberText.roundMoney($0), (x($0), bottom + 12), anchor: "middle")
        }
        parts.append(SVG.polyline("frontier", best.map { (x($0.cost), y($0.accuracy.value)) }))
        parts += points.flatMap(marks)
        parts.append(
            SVG.text(
                "right answers (up) · dollars of calls a case (right)",
                ((Self.margin.left + right) / 2, Self.size.height - 12), anchor: "middle"))
        return SVG.picture(
            Self.size.width, Self.size.height, style: "pareto", title: title, parts)
    }

    private func marks(_ point: FrontierMark) -> [String] {
        let at = (x(point.cost), y(point.accuracy.value))
        let isOnFrontier = best.contains { $0.name == point.name }
        let isLeft = at.0 > Self.size.width * 0.6
        let interval = point.accuracy.interval
        return [
            SVG.line("range", (at.0, y(interval.lower)), (at.0, y(interval.upper))),
            SVG.circle(isOnFrontier ? "first" : "second", at, radius: 6),
            SVG.text(
                point.name, (at.0 + (isLeft ? -11 : 11), at.1), anchor: isLeft ? "end" : "start",
                style: "name"),
        ]
    }

    /// From the cheapest on, what is more accurate than all before it.
    private var best: [FrontierMark] {
        var best: [FrontierMark] = []
        let order = points.sorted { ($0.cost, $1.accuracy.value) < ($1.cost, $0.accuracy.value) }
        for point in order where point.accuracy.value > best.last?.accuracy.value ?? -1 {
            best.append(point)
        }
        return best
    }

    private var x: Scale {
        let most = points.map(\.cost).max() ?? 0
        return Scale(
            low: 0, high: most > 0 ? most * 1.12 : 1, start: Self.margin.left + 12,
            end: Self.size.width - Self.margin.right)
    }

    private var y: Scale {
        let low = points.map(\.accuracy.interval.lower).min() ?? 0
        let high = points.map(\.accuracy.interval.upper).max() ?? 1
        let room = max(high - low, 0.02) * 0.15
        return Scale(
            low: max(0, low - room), high: min(1, high + room),
            start: Self.size.height - Self.margin.bottom, end: Self.margin.top)
    }
}
