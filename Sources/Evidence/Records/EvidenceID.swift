import Synchronization

/// A UUID of version 7: made by the writer, sorted by time.
package struct EvidenceID: Hashable, Sendable, Comparable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// Reads a UUID as `description` writes it; letters may be large.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let digits = parts.joined()
        guard parts.map(\.utf8.count) == [8, 4, 4, 4, 12], digits.utf8.count == 32,
            digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let high = UInt64(digits.prefix(16), radix: 16),
            let low = UInt64(digits.suffix(16), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
    }
}

extension EvidenceID: CustomStringConvertible {
    package var description: String {
        String(unsafeUninitializedCapacity: 36) { text in
            var length = 0
            for nibble in 0..<32 {
                if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
                    text[length] = UInt8(ascii: "-")
                    length += 1
                }
                let word = nibble < 16 ? high : low
                let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - nibble % 16 * 4)) & 0xF
                text[length] = digit < 10 ? 48 + digit : 87 + digit
                length += 1
            }
            return length
        }
    }

    /// The 16 bytes in network order, as they are stored.
    package var bytes: (UInt64, UInt64) { (high.bigEndian, low.bigEndian) }
}

/// Makes ids that rise even within a millisecond (RFC 9562, section 6.2, method 1).
package final class EvidenceIDGenerator: Sendable {
    private struct State {
        var millisecond: Int64 = 0
        var counter: UInt64 = 0
        var random: SplitMix
    }

    private let state: Mutex<State>

    /// Ids need not be secret, so one seed from the system is enough; it costs a call an id less.
    package init(seed: UInt64 = .random(in: .min ... .max)) {
        state = Mutex(State(random: SplitMix(state: seed)))
    }

    /// Returns the next id at `now`, in microseconds since 1970.
    package func next(at now: Int64) -> EvidenceID {
        state.withLock { state in
            let millisecond = now / 1000
            if millisecond > state.millisecond {
                state.millisecond = millisecond
                state.counter = 0
            } else {
                state.counter += 1
                // 12 bits of counter; past them the clock is advanced instead.
                if state.counter > 0xFFF {
                    state.millisecond += 1
                    state.counter = 0
                }
            }
            let time = UInt64(state.millisecond) & 0xFFFF_FFFF_FFFF
            let random = state.random.next()
            return EvidenceID(
                high: time << 16 | 0x7000 | state.counter,
                low: 0x8000_0000_0000_0000 | (random & 0x3FFF_FFFF_FFFF_FFFF))
        }
    }
}

/// Steele, Lea and Flood (2014).
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
