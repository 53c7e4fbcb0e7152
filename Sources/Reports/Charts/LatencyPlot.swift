import Verdicts

/// Which share of the answers is there after which wait, on an axis of powers of ten.
struct LatencyPlot {
    struct Curve {
        let name: String
        /// A class of the stylesheet.
        let style: String
        let levels: [LatencyFigures.Level]
    }

    let title: String
    let curves: [Curve]

    private static let size = (width: 560.0, height: 230.0)
    private static let margin = (left: 58.0, right: 20.0, top: 14.0, bottom: 30.0)
    private static let bottom = size.height - margin.bottom
    private static let right = size.width - margin.right

    var svg: String {
        let x = self.x
        let y = Scale(low: 0, high: 1, start: Self.bottom, end: Self.margin.top)
        var parts = [0, 0.5, 0.95].flatMap { share in
            [
                SVG.line("grid", (Self.margin.left, y(share)), (Self.right, y(share))),
                SVG.text(
                    NumberText.percent(share), (Self.margin.left - 6, y(share)), anchor: "end"),
            ]
        }
        parts += x.ticks(6).flatMap { tick in
            [
                SVG.line("grid", (x(tick), Self.margin.top), (x(tick), Self.bottom)),
                SVG.text(
                    NumberText.duration(milliseconds: tick), (x(tick), Self.bottom + 12),
                    anchor: "middle"),
            ]
        }
        for (index, curve) in curves.enumerated() {
            parts.append(
                SVG.polyline(
                    curve.style, curve.levels.map { (x($0.milliseconds), y($0.share)) }))
            guard let half = curve.levels.first(where: { $0.share >= 0.5 }) else { continue }
            let at = x(half.milliseconds)
            let isLeft = at > Self.size.width * 0.6
            parts.append(
                SVG.text(
                    curve.name, (at + (isLeft ? -9 : 9), y(0.3) + Double(index) * 18),
                    anchor: isLeft ? "end" : "start", style: "name \(curve.style)"))
        }
        return SVG.picture(Self.size.width, Self.size.height, style: "waits", title: title, parts)
    }

    private var x: Scale {
        let waits = curves.flatMap(\.levels).map(\.milliseconds)
        let low = max(waits.min() ?? 0, 1e-6)
        return Scale(
            low: low / 2, high: max((waits.max() ?? 1) * 2, low * 100), start: Self.margin.left,
            end: Self.right, isLogarithmic: true)
    }
}
