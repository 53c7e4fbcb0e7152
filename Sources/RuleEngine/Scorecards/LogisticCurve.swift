import Foundation

/// A curve that turns points into probabilities of ordered levels: proportional odds.
///
/// The probability of at least the level after midpoint *k* is one half at that midpoint, and its log
/// odds change with the slope: McCullagh (1980), "Regression models for ordinal data", eq. 2.2. With
/// one midpoint it is logistic regression, and gives the probability of the second of two options.
public struct LogisticCurve: Hashable, Sendable {
    /// The points at which a case is as likely below a level as in it or above, for each level but
    /// the lowest; rising with a positive slope and falling with a negative one; at least one.
    public let midpoints: [Double]
    /// By how much the log odds change with a point.
    public let slope: Double

    /// Makes a curve of two levels; with a slope of 0 every number of points is one half.
    public init(midpoint: Double, slope: Double) {
        midpoints = [midpoint]
        self.slope = slope
    }

    /// Makes a curve of one level more than there are midpoints; `nil` where there is none, or where
    /// they don't rise strictly with a positive slope and fall strictly with a negative one.
    public init?(midpoints: [Double], slope: Double) {
        guard !midpoints.isEmpty,
            zip(midpoints, midpoints.dropFirst()).allSatisfy({ slope * ($1 - $0) > 0 })
        else { return nil }
        self.midpoints = midpoints
        self.slope = slope
    }

    /// Returns the probability of the higher of two levels, or of any but the lowest.
    public func probability(of points: Double) -> Double { share(from: 1, points) }

    /// Returns the probability of the level with this index.
    public func probability(ofLevel level: Int, at points: Double) -> Double {
        // Of two close to 1, what is left of each is subtracted, or small shares would be lost.
        level > 0 && share(from: level, points) > 0.5
            ? max(0, rest(from: level + 1, points) - rest(from: level, points))
            : max(0, share(from: level, points) - share(from: level + 1, points))
    }

    /// Returns the probability of each level, the lowest first.
    public func probabilities(at points: Double) -> [Double] {
        (0...midpoints.count).map { probability(ofLevel: $0, at: points) }
    }

    /// The probability of at least `level`.
    private func share(from level: Int, _ points: Double) -> Double {
        guard level > 0 else { return 1 }
        guard level <= midpoints.count else { return 0 }
        return 1 / (1 + exp(-slope * (points - midpoints[level - 1])))
    }

    /// The probability of less than `level`, which is above the lowest.
    private func rest(from level: Int, _ points: Double) -> Double {
        guard level <= midpoints.count else { return 1 }
        return 1 / (1 + exp(slope * (points - midpoints[level - 1])))
    }
}

extension LogisticCurve {
    /// From how many points on each level is the likeliest; a level that never is has no bound.
    var likeliest: Thresholds {
        let levels = slope > 0 ? Array(0...midpoints.count) : (0...midpoints.count).reversed()
        var bounds = [(number: -Double.greatestFiniteMagnitude, code: levels[0])]
        for place in 1..<levels.count {
            let start = midpoints.count == 1 ? midpoints[0] : start(ofPlace: place, levels)
            // What begins where a higher one begins is never the likeliest.
            bounds.removeAll { $0.number == start }
            bounds.append((start, levels[place]))
        }
        return Thresholds(bounds)
    }

    /// Returns the fewest points at which none of the levels before `place` is the likeliest.
    ///
    /// Higher levels gain on lower ones with every point, so that halving the interval finds it.
    private func start(ofPlace place: Int, _ levels: [Int]) -> Double {
        let reach = 40 / abs(slope)
        var low = (midpoints.min() ?? 0) - reach
        var high = (midpoints.max() ?? 0) + reach
        while true {
            let middle = low + (high - low) / 2
            guard low < middle, middle < high else { return high }
            let shares = levels.map { probability(ofLevel: $0, at: middle) }
            let isBefore = (shares[..<place].max() ?? 0) > (shares[place...].max() ?? 0)
            (low, high) = isBefore ? (middle, high) : (low, middle)
        }
    }
}
