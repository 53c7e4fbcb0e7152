/// Continued fractions by the modified Lentz method (Thompson & Barnett 1986).
enum ContinuedFraction {
    /// Returns b₀ + a₁/(b₁ + a₂/(b₂ + …)), where `terms(i)` gives (aᵢ, bᵢ) for i = 1, 2, ….
    static func evaluate(
        first: Double, terms: (Int) -> (a: Double, b: Double)
    ) -> Double {
        let tiny = 1e-300
        var value = first == 0 ? tiny : first
        var c = value
        var d = 0.0
        for step in 1...200_000 {
            let (a, b) = terms(step)
            d = b + a * d
            c = b + a / c
            d = 1 / (d == 0 ? tiny : d)
            if c == 0 { c = tiny }
            let change = c * d
            value *= change
            if abs(change - 1) < 3e-16 { break }
        }
        return value
    }
}
