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
}

extension EvidenceID: CustomStringConvertible {
    package var description: String {
        let digits = Self.hex(high) + Self.hex(low)
        var text = ""
        text.reserveCapacity(36)
        for (index, digit) in digits.enumerated() {
            if index == 8 || index == 12 || index == 16 || index == 20 { text.append("-") }
            text.append(digit)
        }
        return text
    }

    private static func hex(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The 16 bytes in network order, as they are stored.
    package var bytes: (UInt64, UInt64) { (high.bigEndian, low.bigEndian) }
}

/// Makes ids that rise even within a millisecond (RFC 9562, section 6.2, method 1).
package final class EvidenceIDGenerator: Sendable {
    private struct State {
        var millisecond: Int64 = 0
        var counter: UInt64 = 0
        var random: any RandomNumberGenerator & Sendable
    }

    private let state: Mutex<State>

    package init(random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
        state = Mutex(State(random: random))
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
