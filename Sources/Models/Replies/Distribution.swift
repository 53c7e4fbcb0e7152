/// Checks the probabilities that a reply gives.
enum Distribution {
    /// How far from 1 a sum may be: servers round what they show.
    static func tolerance(count: Int) -> Double { max(0.05, 0.005 * Double(count)) }

    /// Returns `probabilities` scaled to the sum 1; `nil` where they are no distribution.
    static func normalized(_ probabilities: [Double]) -> [Double]? {
        let sum = probabilities.reduce(0, +)
        guard probabilities.allSatisfy({ (0...1).contains($0) }), sum > 0,
            abs(sum - 1) <= tolerance(count: probabilities.count)
        else { return nil }
        return probabilities.map { $0 / sum }
    }

    /// Returns whether no option is more probable than `code`, but for rounding.
    static func isMode(_ code: Int, of probabilities: [Double]) -> Bool {
        probabilities.indices.contains(code)
            && probabilities[code] >= (probabilities.max() ?? 0) - 0.005
    }

    /// Returns whether `score` is the mean of the indices, but for rounding.
    static func agrees(score: Double, with probabilities: [Double]) -> Bool {
        let mean = probabilities.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
        // Rounded to two places, each probability moves the mean by up to 0.005 times its index.
        let count = Double(probabilities.count)
        return abs(score - mean) <= 0.02 + 0.0025 * count * (count - 1)
    }

    /// Returns the first index with the highest probability.
    static func mode(of probabilities: [Double]) -> Int? {
        probabilities.max().flatMap { probabilities.firstIndex(of: $0) }
    }

    /// Returns the reply to a predicate of this probability; half is a yes.
    static func predicate(_ probability: Double) -> QuestionReply {
        .answered(probability >= 0.5 ? 1 : 0, probabilities: [1 - probability, probability])
    }
}
