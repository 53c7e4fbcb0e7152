/// The elements that the plots are made of.
enum SVG {
    /// Returns a whole picture, scaled to the width that it gets; `title` is read out.
    static func picture(
        _ width: Double, _ height: Double, style: String, title: String, _ parts: [String]
    ) -> String {
        "<svg class=\"plot \(style)\" viewBox=\"0 0 \(Plot.number(width)) \(Plot.number(height))\" "
            + "role=\"img\" aria-label=\"\(Plot.escaped(title))\">\n"
            + parts.joined(separator: "\n") + "\n</svg>"
    }

    static func line(
        _ style: String, _ from: (x: Double, y: Double), _ to: (x: Double, y: Double)
    ) -> String {
        "<line class=\"\(style)\" x1=\"\(Plot.number(from.x))\" y1=\"\(Plot.number(from.y))\" "
            + "x2=\"\(Plot.number(to.x))\" y2=\"\(Plot.number(to.y))\"/>"
    }

    static func text(
        _ words: some StringProtocol, _ at: (x: Double, y: Double), anchor: String = "start",
        style: String = "tick"
    ) -> String {
        "<text class=\"\(style)\" x=\"\(Plot.number(at.x))\" y=\"\(Plot.number(at.y))\" "
            + "dy=\"0.34em\" text-anchor=\"\(anchor)\">\(Plot.escaped(String(words)))</text>"
    }

    static func circle(_ style: String, _ at: (x: Double, y: Double), radius: Double) -> String {
        "<circle class=\"\(style)\" cx=\"\(Plot.number(at.x))\" cy=\"\(Plot.number(at.y))\" "
            + "r=\"\(Plot.number(radius))\"/>"
    }

    static func rect(
        _ style: String, _ at: (x: Double, y: Double), _ width: Double, _ height: Double
    ) -> String {
        "<rect class=\"\(style)\" x=\"\(Plot.number(at.x))\" y=\"\(Plot.number(at.y))\" "
            + "width=\"\(Plot.number(width))\" height=\"\(Plot.number(height))\"/>"
    }

    static func path(_ style: String, _ outline: String) -> String {
        "<path class=\"\(style)\" d=\"\(outline)\"/>"
    }

    static func polyline(_ style: String, _ points: [(x: Double, y: Double)]) -> String {
        "<polyline class=\"\(style)\" points=\"\(list(points))\"/>"
    }

    static func polygon(_ style: String, _ points: [(x: Double, y: Double)]) -> String {
        "<polygon class=\"\(style)\" points=\"\(list(points))\"/>"
    }

    private static func list(_ points: [(x: Double, y: Double)]) -> String {
        points.map { "\(Plot.number($0.x)),\(Plot.number($0.y))" }.joined(separator: " ")
    }
}
