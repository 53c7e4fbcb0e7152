/// How likely each score 0 to 4 is: one for what is known, evenly spread over a range.
package struct Likelihood: Hashable, Sendable {
    private var masses: [Double]

    /// Any score, evenly: what *I don't know* says.
    static let anything = Likelihood(0...4)

    /// Spreads evenly over `range`, which lies within 0 to 4.
    package init(_ range: ClosedRange<Int>) {
        masses = (0...4).map { range.contains($0) ? 1 / Double(range.count) : 0 }
    }

    private init(masses: [Double]) { self.masses = masses }

    package subscript(score: Int) -> Double { masses[score] }

    /// The possible scores, from the lowest to the highest.
    package var range: ClosedRange<Int> {
        let possible = (0...4).filter { masses[$0] > 0 }
        return (possible.first ?? 0)...(possible.last ?? 4)
    }

    var support: [Int] { (0...4).filter { masses[$0] > 0 } }

    /// The score of a factor whose items are independent; `nil` for no items.
    static func combined(_ parts: [Likelihood], _ how: Factor.Combination) -> Likelihood? {
        guard !parts.isEmpty else { return nil }
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

    /// An item that may not apply: then it does not move its factor.
    func unlessNeutral(_ how: Factor.Combination) -> Likelihood {
        var mixed = masses.map { $0 / 2 }
        mixed[how == .weakest ? 4 : 0] += 0.5
        return Likelihood(masses: mixed)
    }
}
