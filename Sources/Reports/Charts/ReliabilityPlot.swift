import Statistics

/// How often answers were right, by how probable they were said to be; on the diagonal all is well.
struct ReliabilityPlot {
    struct Curve {
        let name: String
        /// A class of the stylesheet.
        let style: String
        /// Told apart by their shape as well.
        let isSquare: Bool
        let points: [ReliabilityCurve.Point]
    }

    let title: String
    let curves: [Curve]

    private static let size = (width: 560.0, height: 330.0)
    private static let margin = (left: 58.0, right: 20.0, top: 34.0, bottom: 46.0)
    private static let bottom = size.height - margin.bottom
    private static let right = size.width - margin.right

    var svg: String {
        let (low, x, y) = (self.low, self.x, self.y)
        var parts = x.ticks(5).flatMap { tick in
            [
                SVG.line("grid", (Self.margin.left, y(tick)), (Self.right, y(tick))),
                SVG.text(
                    NumberText.percent(tick), (Self.margin.left - 6, y(tick)), anchor: "end"),
                SVG.text(
                    NumberText.percent(tick), (x(tick), Self.bottom + 12), anchor: "middle"),
            ]
        }
        parts.append(SVG.line("bar diagonal", (x(low), y(low)), (x(1), y(1))))
        parts.append(
            SVG.text("right as often as stated", (x(low) + 60, y(low) - 9)))
        for curve in curves { parts += marks(curve, x, y) }
        parts += legend
        parts.append(
            SVG.text(
                "stated probability of the answer that was given",
                ((Self.margin.left + Self.right) / 2, Self.size.height - 12), anchor: "middle"))
        return SVG.picture(
            Self.size.width, Self.size.height, style: "reliability", title: title, parts)
    }

    private func marks(_ curve: Curve, _ x: Scale, _ y: Scale) -> [String] {
        let places = curve.points.map { (x: x($0.meanProbability), y: y($0.share)) }
        let ranges = zip(curve.points, places).map { point, at in
            SVG.line(
                "range \(curve.style)", (at.x, y(point.interval.lower)),
                (at.x, y(point.interval.upper)))
        }
        return [SVG.polyline("thin \(curve.style)", places)] + ranges
            + places.map { mark(curve, $0, 5) }
    }

    private func mark(_ curve: Curve, _ at: (x: Double, y: Double), _ radius: Double) -> String {
        curve.isSquare
            ? SVG.rect(curve.style, (at.x - radius, at.y - radius), 2 * radius, 2 * radius)
            : SVG.circle(curve.style, at, radius: radius)
    }

    /// Names above the plot: curves on one another leave no room beside them.
    private var legend: [String] {
        curves.enumerated().flatMap { index, curve in
            let at = (x: Self.margin.left + 10 + Double(index) * 160, y: 14.0)
            return [mark(curve, at, 5), SVG.text(curve.name, (at.x + 12, at.y), style: "name")]
        }
    }

    /// Where both axes begin: a tenth below everything that is shown.
    private var low: Double {
        let points = curves.flatMap(\.points)
        let least = points.map { min($0.meanProbability, $0.interval.lower) }.min() ?? 0
        return max(0, (least * 10).rounded(.down) / 10)
    }

    private var x: Scale {
        Scale(low: low, high: 1, start: Self.margin.left, end: Self.right - 10)
    }

    private var y: Scale {
        Scale(low: low, high: 1, start: Self.bottom, end: Self.margin.top)
    }
}
