import Decisions

/// Reads `measure` of an item: the figure that can answer it, and its limits.
enum FigureScaleSection {
    static func read(_ node: YAMLNode, _ reader: YAMLReader) -> FigureScale? {
        let directions: [FigureScale.Direction] = [.atLeast, .atMost]
        guard
            let section = reader.mapping(
                node, "`measure`", keys: ["figure"] + directions.map(\.rawValue))
        else { return nil }
        let figure: MeasuredFigure? = section.required("figure", reader).flatMap {
            reader.choice($0, "`figure`")
        }
        let given = directions.compactMap { direction in
            section[direction.rawValue].map { (direction, $0) }
        }
        guard given.count == 1, let (direction, list) = given.first else {
            reader.error(node, "`measure` needs `at_least` or `at_most`, and not both")
            return nil
        }
        let what = "`\(direction.rawValue)`"
        let limits = reader.list(list, what).compactMap {
            reader.double($0, "a limit", in: -1e12...1e12)
        }
        let isOrdered = zip(limits, limits.dropFirst()).allSatisfy { first, second in
            direction == .atLeast ? first < second : first > second
        }
        guard (1...4).contains(limits.count), isOrdered else {
            reader.error(
                list,
                "\(what) takes one to four limits, each harder to pass than the one before it")
            return nil
        }
        return figure.map { FigureScale(figure: $0, direction: direction, limits: limits) }
    }
}
