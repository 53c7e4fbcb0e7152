/// How likely each score 0 to 4 is: one for what is known, evenly spread over a range.
struct Likelihood: Hashable, Sendable {
    private var masses: [Double]

    /// Spreads evenly over `scores`, which lie within 0 to 4 and are not empty.
    init(_ scores: [Int]) {
        masses = (0...4).map { scores.contains($0) ? 1 / Double(scores.count) : 0 }
    }

    private init(masses: [Double]) { self.masses = masses }

    subscript(score: Int) -> Double { masses[score] }

    /// From the lowest possible score to the highest.
    var range: ClosedRange<Int> { (support.first ?? 0)...(support.last ?? 4) }

    /// The possible scores, from the lowest.
    var support: [Int] { (0...4).filter { masses[$0] > 0 } }

    /// The score of a factor whose items are independent; without items, the one that changes
    /// nothing.
    static func combined(_ parts: [Likelihood], _ how: Factor.Combination) -> Likelihood {
        guard !parts.isEmpty else { return Likelihood([how.neutral]) }
        // Of a minimum, the chance to be at least a score multiplies; of a maximum, at most.
        switch how {
        case .weakest:
            let atLeast = (0...5).map { score in
                parts.reduce(1) { $0 * $1.masses.dropFirst(score).reduce(0, +) }
            }
            return Likelihood(masses: (0...4).map { clean(atLeast[$0] - atLeast[$0 + 1]) })
        case .strongest:
            let below = (0...5).map { score in
                parts.reduce(1) { $0 * $1.masses.prefix(score).reduce(0, +) }
            }
            return Likelihood(masses: (0...4).map { clean(below[$0 + 1] - below[$0]) })
        }
    }

    /// What rounding leaves of nothing is nothing.
    private static func clean(_ mass: Double) -> Double { mass < 1e-12 ? 0 : mass }
}

extension Factor.Combination {
    /// The score that changes no other's.
    var neutral: Int {
        switch self {
        case .weakest: 4
        case .strongest: 0
        }
    }

    func of(_ one: Int, _ other: Int) -> Int {
        switch self {
        case .weakest: min(one, other)
        case .strongest: max(one, other)
        }
    }
}
