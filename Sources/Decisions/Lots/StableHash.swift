/// Numbers in [0, 1) that depend on a text alone: the same in every process, version and retry.
///
/// The text's 64-bit FNV-1a is mixed with a constant of the purpose by the finaliser of SplitMix64
/// (Steele, Lea and Flood 2014), so that the draws for different purposes are independent of one
/// another as far as a test can tell. Whoever chooses a text can find out what it draws.
package struct StableHash: Sendable {
    private let text: UInt64

    package init(_ text: String) {
        self.text = Self.fnv(text)
    }

    /// Returns whether something that happens with `probability` happens for `purpose`.
    package func draws(_ probability: Double, for purpose: Purpose) -> Bool {
        number(for: purpose) < probability
    }

    /// Returns a number in [0, 1), a multiple of 2⁻⁵³.
    package func number(for purpose: Purpose) -> Double {
        Double(Self.mixed(text ^ purpose.constant) >> 11) * 0x1p-53
    }

    /// What a draw is for, in one feature.
    package struct Purpose: Sendable {
        fileprivate let constant: UInt64

        /// `salt` keeps the same units from falling together in two features.
        package init(_ name: String, salt: String) {
            constant = StableHash.mixed(StableHash.fnv(salt + "\u{0}" + name))
        }
    }

    fileprivate static func fnv(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    fileprivate static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
