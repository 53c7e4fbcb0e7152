/// A change of accuracy, parted into what comes of another mix and what comes of each part.
///
/// Σ (w′ − w)·(a + a′)/2 + Σ (a′ − a)·(w + w′)/2 is a′ − a of the whole, exactly (Kitagawa 1955).
package struct MixShift: Sendable, Equatable {
    /// Right answers among cases of a part, before and now.
    package typealias Part = (right: Int, n: Int)

    package let mix: Double
    package let within: Double

    package var change: Double { mix + within }

    /// Makes it of parts in the same order; `nil` where either time has no case.
    ///
    /// A part that one time lacks has the accuracy of the other.
    package init?(before: [Part], now: [Part]) {
        precondition(before.count == now.count, "the same parts")
        let (m, n) = (before.reduce(0) { $0 + $1.n }, now.reduce(0) { $0 + $1.n })
        guard m > 0, n > 0 else { return nil }
        var (mix, within) = (0.0, 0.0)
        for (old, new) in zip(before, now) where old.n + new.n > 0 {
            let (w, v) = (Double(old.n) / Double(m), Double(new.n) / Double(n))
            let known = old.n > 0 ? old : new
            let a = Double(known.right) / Double(known.n)
            let b = new.n > 0 ? Double(new.right) / Double(new.n) : a
            mix += (v - w) * (a + b) / 2
            within += (b - a) * (w + v) / 2
        }
        self.mix = mix
        self.within = within
    }
}
