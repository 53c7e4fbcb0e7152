/// What each part of a case's worth makes for each path: bars from zero, two a part.
struct WorthPlot {
    struct Part {
        let name: String
        /// Dollars a case by path; nil where unknown.
        let values: [Double?]
    }

    let title: String
    let paths: [String]
    let parts: [Part]

    private static let width = 560.0
    private static let bar = 14.0
    private static let margin = (left: 150.0, right: 74.0, top: 26.0, bottom: 12.0)

    var svg: String {
        let step = Self.bar * Double(paths.count) + 10
        let height = Self.margin.top + step * Double(parts.count) + Self.margin.bottom
        var marks = paths.enumerated().flatMap { index, path in
            [
                SVG.rect(style(index), (Self.margin.left + Double(index) * 150, 6), 11, 11),
                SVG.text(path, (Self.margin.left + Double(index) * 150 + 17, 12)),
            ]
        }
        for (row, part) in parts.enumerated() {
            let top = Self.margin.top + step * Double(row)
            let middle = top + Self.bar * Double(paths.count) / 2
            marks.append(
                SVG.text(part.name, (Self.margin.left - 10, middle), anchor: "end", style: "label"))
            for (index, value) in part.values.enumerated() {
                marks += bar(value, top + Self.bar * Double(index), style(index))
            }
        }
        marks.append(
            SVG.line(
                "zero", (scale(0), Self.margin.top - 3), (scale(0), height - Self.margin.bottom)))
        return SVG.picture(Self.width, height, style: "worth", title: title, marks)
    }

    private func bar(_ value: Double?, _ y: Double, _ style: String) -> [String] {
        // A millionth of a dollar is none that matters.
        let words = value.map { abs($0) < 1e-6 ? "$0" : NumberText.roundMoney($0) } ?? "unknown"
        let label = SVG.text(words, (Self.width - 2, y + 6), anchor: "end")
        guard let value, value != 0 else { return [label] }
        let (from, to) = (scale(min(0, value)), scale(max(0, value)))
        return [SVG.rect(style, (from, y), max(1, to - from), Self.bar - 1), label]
    }

    private func style(_ index: Int) -> String { index == 0 ? "first" : "second" }

    private var scale: Scale {
        let values = parts.flatMap(\.values).compactMap(\.self)
        let low = min(0, values.min() ?? 0)
        let high = max(0, values.max() ?? 0)
        return Scale(
            low: low, high: high > low ? high : low + 1, start: Self.margin.left,
            end: Self.width - Self.margin.right)
    }
}
