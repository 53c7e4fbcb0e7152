/// A short signature of a set by which the Jaccard similarity of two sets can be estimated.
///
/// Broder (1997): the share of equal positions is unbiased, with standard error √(J(1 − J)/k).
package struct MinHash: Sendable, Equatable {
    /// As many as datasketch has by default.
    package static let permutations = 128
    private static let seeds: [UInt64] = {
        var generator = SeededGenerator(seed: 0x6D69_6E68_6173_68)
        return (0..<permutations).map { _ in generator.next() | 1 }
    }()

    package let values: [UInt64]

    /// Creates the signature of a set of hashed members; nil for an empty one.
    package init?(_ members: some Collection<UInt64>) {
        guard !members.isEmpty else { return nil }
        values = Self.seeds.map { seed in
            members.reduce(UInt64.max) { min($0, Self.mixed($1 ^ seed)) }
        }
    }

    /// Returns the estimate of the Jaccard similarity, in [0, 1].
    package func similarity(_ other: MinHash) -> Double {
        Double(zip(values, other.values).count { $0 == $1 }) / Double(Self.permutations)
    }

    /// Keys of `bands` equal parts: sets that are alike share at least one with probability
    /// 1 − (1 − Jʳ)ᵇ, r being the length of a part.
    package func bandKeys(bands: Int) -> [UInt64] {
        precondition(bands > 0 && Self.permutations.isMultiple(of: bands), "equal parts")
        let length = Self.permutations / bands
        return (0..<bands).map { band in
            values[(band * length)..<((band + 1) * length)].reduce(UInt64(band)) {
                Self.mixed($0 ^ $1)
            }
        }
    }

    /// SplitMix64's finalizer: a bijection of 64 bits.
    private static func mixed(_ word: UInt64) -> UInt64 {
        var mixed = word &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
