/// How a measured figure becomes an answer: by how many of up to four limits it passes.
package struct FigureScale: Sendable, Equatable {
    package enum Direction: String, Sendable {
        case atLeast = "at_least"
        case atMost = "at_most"
    }

    package let figure: MeasuredFigure
    package let direction: Direction
    /// One to four, each harder to pass than the one before it; with three, nothing measures a 4.
    package let limits: [Double]

    package init(figure: MeasuredFigure, direction: Direction, limits: [Double]) {
        self.figure = figure
        self.direction = direction
        self.limits = limits
    }

    /// Returns the answer, 0 to 4, that a figure stands for.
    package func score(of value: Double) -> Int {
        limits.count { limit in
            switch direction {
            case .atLeast: value >= limit
            case .atMost: value <= limit
            }
        }
    }
}
