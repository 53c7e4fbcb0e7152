/// How sure a distribution is, as System One's published formula has it; both dialects carry it.
enum Confidence {
    /// `(m − 1/n) / (1 − 1/n)` for the top probability m of n options; 1 for a single one.
    static func ofChoice(_ probabilities: [Double]) -> Double {
        guard probabilities.count > 1 else { return 1 }
        let share = 1 / Double(probabilities.count)
        let top = probabilities.max() ?? share
        return min(1, max(0, (top - share) / (1 - share)))
    }

    /// `max(0, 1 − Σ pᵢ|i − k| / D)` around the mode k, where D is what an even spread around the
    /// middle of the n levels comes to; 1 for a single one.
    static func ofScore(_ probabilities: [Double]) -> Double {
        let count = probabilities.count
        guard count > 1 else { return 1 }
        let mode = probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
        let middle = Double(count - 1) / 2
        let even = (0..<count).reduce(0) { $0 + abs(Double($1) - middle) } / Double(count)
        let spread = probabilities.indices.reduce(0) {
            $0 + probabilities[$1] * Double(abs($1 - mode))
        }
        return min(1, max(0, 1 - spread / even))
    }
}
