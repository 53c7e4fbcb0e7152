import Foundation

extension LogisticCurve {
    /// Returns the curve of two levels that fits outcomes best; `nil` where they don't settle one.
    public static func fitted(to samples: [(points: Double, isTrue: Bool)]) -> LogisticCurve? {
        fitted(to: samples.map { ($0.points, $0.isTrue ? 1 : 0) }, levels: 2)
    }

    /// Returns the curve that fits outcomes best; `nil` where they don't settle one.
    ///
    /// Maximum likelihood by Newton's method on smoothed targets: of the *n* outcomes at a level each
    /// counts (*n* + 1) / (*n* + *levels*) for it and the same small share for every other one. For
    /// two levels these are the targets of Platt (1999). So outcomes that points part perfectly still
    /// have a finite slope, and a level without an outcome still has a place. Each `level` is at
    /// least 0 and below `levels`, which is at least 2.
    public static func fitted(
        to samples: [(points: Double, level: Int)], levels: Int
    ) -> LogisticCurve? {
        var outcomes = [Int](repeating: 0, count: levels)
        for sample in samples { outcomes[sample.level] += 1 }
        let count = Double(samples.count)
        let mean = samples.reduce(0) { $0 + $1.points } / count
        let variance = samples.reduce(0) { $0 + ($1.points - mean) * ($1.points - mean) } / count
        let scale = variance.squareRoot()
        guard outcomes.count(where: { $0 > 0 }) > 1, scale > 0, scale.isFinite else { return nil }
        var weights: [Double: [Double]] = [:]
        for (points, level) in samples {
            let share = 1 / Double(outcomes[level] + levels)
            var weight = weights[points] ?? [Double](repeating: 0, count: levels)
            for other in weight.indices { weight[other] += share }
            weight[level] += Double(outcomes[level]) * share
            weights[points] = weight
        }
        let fit = ProportionalOdds(
            weights.sorted { $0.key < $1.key }.map { (($0.key - mean) / scale, $0.value) })
        guard let (cuts, slope) = fit.solve(), slope != 0 else { return nil }
        let midpoints = cuts.map { mean + $0 / slope * scale }
        guard midpoints.allSatisfy(\.isFinite), (slope / scale).isFinite else { return nil }
        return LogisticCurve(midpoints: midpoints, slope: slope / scale)
    }
}

/// Weighted outcomes, and the proportional odds that make them likeliest.
///
/// The probability of level *k* is s(b·x - c_k) - s(b·x - c_(k+1)), s being the logistic function; the
/// log likelihood is concave in the cuts *c* and the slope *b* (Pratt 1981), so that Newton's method
/// with halved steps finds its one maximum.
private struct ProportionalOdds {
    let groups: [(x: Double, weights: [Double])]
    let cuts: Int

    init(_ groups: [(x: Double, weights: [Double])]) {
        self.groups = groups
        cuts = (groups.first?.weights.count ?? 1) - 1
    }

    func solve() -> (cuts: [Double], slope: Double)? {
        var parameters = start
        var likelihood = likelihood(parameters)
        for _ in 0..<200 {
            guard let step = step(parameters) else { return nil }
            var factor = 1.0
            var next = parameters
            var reached = likelihood
            repeat {
                next = zip(parameters, step).map { $0 + $1 * factor }
                reached = self.likelihood(next)
                factor /= 2
            } while !(reached >= likelihood) && factor > 1e-9
            // No step gains any more: what is left is rounding.
            guard reached >= likelihood else { break }
            (parameters, likelihood) = (next, reached)
            if step.allSatisfy({ abs($0) < 1e-10 }) { break }
        }
        return (Array(parameters[..<cuts]), parameters[cuts])
    }

    /// The cuts that fit the levels' shares, and no slope.
    private var start: [Double] {
        var totals = [Double](repeating: 0, count: cuts + 1)
        for group in groups {
            for level in totals.indices { totals[level] += group.weights[level] }
        }
        let whole = totals.reduce(0, +)
        var below = 0.0
        return totals[..<cuts].map { total in
            below += total
            return log(below / (whole - below))
        } + [0]
    }

    /// The log likelihood, or minus infinity where a level would have no probability.
    private func likelihood(_ parameters: [Double]) -> Double {
        var sum = 0.0
        for (x, weights) in groups {
            let shares = shares(parameters, x)
            for level in weights.indices where weights[level] > 0 {
                let probability = shares[level] - shares[level + 1]
                guard probability > 0 else { return -.infinity }
                sum += weights[level] * log(probability)
            }
        }
        return sum
    }

    /// The probability of at least each level, 1 for the lowest and 0 beyond the highest.
    private func shares(_ parameters: [Double], _ x: Double) -> [Double] {
        var shares = [1.0]
        for cut in parameters[..<cuts] { shares.append(1 / (1 + exp(cut - parameters[cuts] * x))) }
        return shares + [0]
    }

    /// Newton's step: the gradient over the negative second derivatives.
    private func step(_ parameters: [Double]) -> [Double]? {
        let size = cuts + 1
        var gradient = [Double](repeating: 0, count: size)
        // A trace of curvature keeps the step finite where all probabilities are near 0 or 1.
        var curvature = (0..<size).map { row in (0..<size).map { $0 == row ? 1e-9 : 0 } }
        for (x, weights) in groups {
            let shares = shares(parameters, x)
            let densities = shares.map { $0 * (1 - $0) }
            for level in 0...cuts {
                let weight = weights[level]
                let probability = shares[level] - shares[level + 1]
                gradient[cuts] += weight * x * (1 - shares[level] - shares[level + 1])
                curvature[cuts][cuts] += weight * x * x * (densities[level] + densities[level + 1])
                // The cut below the level and the one above it, where there are such.
                for (cut, sign) in [(level - 1, -1.0), (level, 1.0)] where 0..<cuts ~= cut {
                    let density = densities[cut + 1]
                    let bend = density * (1 - 2 * shares[cut + 1]) / probability
                    let pull = density / probability
                    gradient[cut] += weight * sign * pull
                    curvature[cut][cut] += weight * (pull * pull + sign * bend)
                    curvature[cut][cuts] -= weight * x * density
                    curvature[cuts][cut] -= weight * x * density
                }
                if level > 0, level < cuts {
                    let both = densities[level] * densities[level + 1] / (probability * probability)
                    curvature[level - 1][level] -= weight * both
                    curvature[level][level - 1] -= weight * both
                }
            }
        }
        return Self.solution(curvature, gradient)
    }

    /// Solves a symmetric positive system by elimination; `nil` where it is none.
    private static func solution(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
        var (rows, values) = (matrix, right)
        for pivot in rows.indices {
            guard rows[pivot][pivot] > 0 else { return nil }
            for row in rows.indices where row != pivot {
                let factor = rows[row][pivot] / rows[pivot][pivot]
                for column in rows.indices { rows[row][column] -= factor * rows[pivot][column] }
                values[row] -= factor * values[pivot]
            }
        }
        let solution = rows.indices.map { values[$0] / rows[$0][$0] }
        return solution.allSatisfy(\.isFinite) ? solution : nil
    }
}
