import RealModule

/// An e-process against "both paths are equally accurate", fed by discordant pairs only.
///
/// With s wins of the first path and f of the second, E = 2ᵗ B(a+s, b+f)/B(a, b): the likelihood
/// ratio of a Beta(a, b) mixture against ½. Under the null, P(E ever reaches 1/α) ≤ α (Ville), so
/// it may be watched at every pair. It needs independent pairs and a constant chance of a win.
package struct DiscordantPairEProcess: Sendable, Equatable {
    /// The beta density that spreads the bets over the chance that the first path wins.
    package struct Prior: Sendable, Equatable {
        package let a: Double
        package let b: Double

        package init(a: Double, b: Double) {
            precondition(a > 0 && b > 0, "the shapes of a beta distribution are positive")
            self.a = a
            self.b = b
        }

        package static let uniform = Prior(a: 1, b: 1)
        package static let jeffreys = Prior(a: 0.5, b: 0.5)

        /// Returns a prior centred on a planned chance of winning, worth `pseudoPairs` pairs.
        package static func informed(winChance: Double, pseudoPairs: Double) -> Prior {
            Prior(a: winChance * pseudoPairs, b: (1 - winChance) * pseudoPairs)
        }
    }

    /// The differences that the process bets on.
    package enum Alternative: Sendable, Equatable {
        /// Either path may be the better one.
        case different
        /// Only the first path's advantage counts; the null is "at most as accurate".
        case firstBetter
    }

    package let prior: Prior
    package let alternative: Alternative
    package private(set) var firstWins = 0
    package private(set) var secondWins = 0
    /// The highest ln E so far, at least 0.
    package private(set) var highestLogE = 0.0

    package init(prior: Prior = .uniform, alternative: Alternative = .different) {
        self.prior = prior
        self.alternative = alternative
    }

    /// Counts one discordant pair, won by the first path or by the second.
    package mutating func append(firstWins: Bool) {
        if firstWins { self.firstWins += 1 } else { secondWins += 1 }
        highestLogE = max(highestLogE, logE)
    }

    /// ln E after the pairs so far.
    package var logE: Double {
        Self.logE(
            firstWins: firstWins, secondWins: secondWins, prior: prior, alternative: alternative)
    }

    /// The e-value: how many times better the bet has done than the null; ∞ above 10³⁰⁸.
    package var eValue: Double { .exp(logE) }

    /// The anytime-valid p-value, 1 over the highest E so far; at most 1.
    package var anytimeP: Double { .exp(-highestLogE) }

    /// Whether the null was ever rejected at level `alpha`.
    package func rejects(at alpha: Double) -> Bool { highestLogE >= -Double.log(alpha) }

    /// Returns ln E in closed form from the counts of wins, whatever their order.
    package static func logE(
        firstWins: Int, secondWins: Int, prior: Prior = .uniform,
        alternative: Alternative = .different
    ) -> Double {
        precondition(min(firstWins, secondWins) >= 0, "negative count")
        let (a, b) = (prior.a + Double(firstWins), prior.b + Double(secondWins))
        let twoSided =
            Double(firstWins + secondWins) * .log(2) + logBeta(a, b) - logBeta(prior.a, prior.b)
        switch alternative {
        case .different: return twoSided
        case .firstBetter:
            // The mixture confined to chances above ½.
            let after = regularizedBeta(0.5, a, b).upper
            let before = regularizedBeta(0.5, prior.a, prior.b).upper
            return twoSided + .log(after) - .log(before)
        }
    }
}
