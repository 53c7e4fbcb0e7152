import Decisions

/// What the roll-ups know of a case itself: 24 bytes.
package struct CaseCell: Hashable, Sendable, BitwiseCopyable {
    /// Time in microseconds since 1970; `noTime` where the record gives none.
    package var time: Int64
    /// Fingerprint of the user; 0 where there is none.
    package var user: UInt64
    /// Number and line of the source that gave the case last.
    var source: UInt32
    var line: UInt32

    package static let size = 24
    package static let noTime = Int64.min
    static let empty = CaseCell(time: noTime, user: 0, source: 0, line: 0)
    /// A case that is registered no more: its input has changed since.
    static let superseded = CaseCell(time: .max, user: .max, source: 0, line: 0)

    /// Tells users apart without their names; never 0.
    static func fingerprint(_ user: String) -> UInt64 {
        var user = user
        return user.withUTF8 { max(1, ContentHash(bytes: UnsafeRawBufferPointer($0)).high) }
    }

    package var isSuperseded: Bool { self == Self.superseded }

    /// Whether the log has given up the case's observations: its cells are all that is left.
    var isRetired: Bool { source == .max && line == .max }

    mutating func retire() {
        source = .max
        line = .max
    }
}
