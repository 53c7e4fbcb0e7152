import Synchronization

/// The name of a request in replies and logs: unique in this process, and very likely among all.
struct RequestID: Hashable, Sendable, CustomStringConvertible {
    let description: String

    private static let process = UInt64.random(in: 0...UInt64.max)
    private static let count = Atomic<UInt64>(0)

    /// Makes a new one.
    init() {
        let number = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
        description = String(unsafeUninitializedCapacity: 28) { buffer in
            for (index, byte) in "req_".utf8.enumerated() { buffer[index] = byte }
            Self.write(Self.process >> 16, digits: 12, to: buffer, at: 4)
            Self.write(number, digits: 12, to: buffer, at: 16)
            return 28
        }
    }

    private static func write(
        _ value: UInt64, digits: Int, to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int
    ) {
        for place in 0..<digits {
            let digit = UInt8(truncatingIfNeeded: value >> UInt64(4 * (digits - 1 - place)) & 0xF)
            buffer[start + place] = digit < 10 ? 0x30 + digit : 0x57 + digit
        }
    }
}
