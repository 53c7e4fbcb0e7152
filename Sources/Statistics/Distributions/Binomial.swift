import RealModule

/// The binomial distribution: successes in `trials` independent trials of one `probability`.
package struct Binomial: Sendable {
    package let trials: Int
    package let probability: Double

    package init(trials: Int, probability: Double) {
        precondition(trials >= 0, "trials are not negative")
        precondition(probability >= 0 && probability <= 1, "a probability lies in [0, 1]")
        self.trials = trials
        self.probability = probability
    }

    /// Returns P(X = `count`).
    package func pmf(_ count: Int) -> Double {
        guard count >= 0, count <= trials else { return 0 }
        if probability == 0 { return count == 0 ? 1 : 0 }
        if probability == 1 { return count == trials ? 1 : 0 }
        let n = Double(trials)
        if count == 0 { return .exp(n * .log(onePlus: -probability)) }
        if count == trials { return .exp(n * .log(probability)) }
        return binomialPower(Double(count), of: n, probability, 1 - probability)
    }

    /// Returns P(X ≤ `count`).
    package func cdf(_ count: Int) -> Double {
        if count < 0 { return 0 }
        if count >= trials { return 1 }
        return regularizedBeta(probability, Double(count + 1), Double(trials - count)).upper
    }

    /// Returns P(X > `count`), precise in the upper tail.
    package func survival(_ count: Int) -> Double {
        if count < 0 { return 1 }
        if count >= trials { return 0 }
        return regularizedBeta(probability, Double(count + 1), Double(trials - count)).lower
    }

    /// Returns the smallest count with P(X ≤ count) ≥ `p`.
    package func quantile(_ p: Double) -> Int {
        precondition(p >= 0 && p <= 1, "a probability lies in [0, 1]")
        return smallestCount { cdf($0) >= p }
    }

    /// Returns the smallest count with P(X > count) ≤ `p`.
    package func upperQuantile(_ p: Double) -> Int {
        precondition(p >= 0 && p <= 1, "a probability lies in [0, 1]")
        return smallestCount { survival($0) <= p }
    }

    private func smallestCount(where holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, trials)
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
