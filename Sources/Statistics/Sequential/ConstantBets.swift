import RealModule

/// The capital of gamblers who never change their bets, on one side of a running mean.
///
/// Observations y₁, y₂, … lie in [0, 1]; their conditional means μᵢ may wander in any way, and μ̄ₙ
/// is their average. For a bet θ ≥ 0 that was fixed beforehand, Nₙ = ∏(1 + θyᵢ)/(1 + θμᵢ) is a
/// non-negative martingale. As ln(1 + θμ) is concave in μ, ∏(1 + θμᵢ) ≤ (1 + θμ̄ₙ)ⁿ, and so
/// Mₙ(m) = ∏(1 + θyᵢ)/(1 + θm)ⁿ is at most Nₙ at m = μ̄ₙ, wherever that is. By Ville's inequality
/// P(Mₙ(μ̄ₙ) ever reaches 1/α) ≤ α: drift is survived, as by Choe & Ramdas (arXiv 2110.00115),
/// which bets that follow the data do not. A mixture of several θ is such a process too.
struct ConstantBets: Sendable, Equatable {
    /// A bet, and what share of the capital it has at first.
    struct Bet: Sendable, Equatable {
        let size: Double
        let weight: Double
        /// Σ ln(1 + θyᵢ), but for the factors in `product`.
        fileprivate var logs = 0.0
        fileprivate var product = 1.0
    }

    private var first: Bet
    private var second: Bet
    private var pending = 0

    /// A logarithm is taken of so many factors at once; each is at most 1 + the largest bet.
    private static let batch = 16
    private static let largest = 1e12

    /// Creates the bets on an `effect` above `line`, and on half of it, that gain the most where the
    /// observations have that deviation; all are on the scale of [0, 1].
    ///
    /// A bet λ on y − m is the bet θ = λ/(1 − λm) here; λ = δ/(σ² + δ²) is Kelly's for a small
    /// effect δ (Kelly 1956). Nine tenths of it cost little where the effect is there, and less
    /// where it is smaller.
    init(line: Double, effect: Double, deviation: Double) {
        func bet(_ effect: Double, _ share: Double, weight: Double) -> Bet {
            let most = 0.9 / max(line, 1e-9)
            let rate = min(share * effect / (deviation * deviation + effect * effect), most)
            return Bet(size: min(rate / (1 - rate * line), Self.largest), weight: weight)
        }
        first = bet(effect, 0.9, weight: 0.8)
        second = bet(effect / 2, 1, weight: 0.15)
    }

    /// What the bets leave of the capital to others.
    var rest: Double { 1 - first.weight - second.weight }

    mutating func append(_ y: Double) {
        first.product *= 1 + first.size * y
        second.product *= 1 + second.size * y
        pending += 1
        guard pending == Self.batch else { return }
        first.settle()
        second.settle()
        pending = 0
    }

    /// Returns ln Σ w Mₙ(m) of the `count` observations so far.
    func logValue(mean m: Double, count: Double) -> Double {
        let (a, b) = (first.logValue(m, count), second.logValue(m, count))
        let top = max(a, b)
        return top + .log(.exp(a - top) + .exp(b - top))
    }

    /// Returns about what capital `count` observations would make whose mean is above `line` by
    /// `gain`.
    func forecast(
        _ count: Double, above line: Double, by gain: Double, variance: Double
    ) -> Double {
        [first, second].reduce(0) { sum, bet in
            let rate = bet.size / (1 + bet.size * line)
            let growth = rate * gain - rate * rate * (variance + gain * gain) / 2
            return sum + bet.weight * .exp(min(700, count * growth))
        }
    }
}

extension ConstantBets.Bet {
    fileprivate init(size: Double, weight: Double) {
        self.size = size
        self.weight = weight
    }

    fileprivate mutating func settle() {
        logs += .log(product)
        product = 1
    }

    fileprivate func logValue(_ m: Double, _ count: Double) -> Double {
        .log(weight) + logs + .log(product) - count * .log(onePlus: size * m)
    }
}
