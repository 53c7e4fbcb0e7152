/// The head of a segment file: whose it is.
///
/// `ASSYSPL`, the format's version, spool, run and number, and the checksum of all that.
struct SpoolSegment: Hashable {
    /// Of the format of segments and their records.
    static let version: UInt8 = 1
    static let headSize = 52
    private static let name = Array("ASSYSPL".utf8)

    /// The folder's identity: cursors in the log refer to it.
    var spool: EvidenceID
    /// The process that wrote it.
    var run: EvidenceID
    /// From 1, rising for as long as the folder exists.
    var number: Int64

    var head: [UInt8] {
        var bytes = Self.name + [Self.version]
        for word in [spool.high, spool.low, run.high, run.low, UInt64(bitPattern: number)] {
            withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
        }
        let sum = bytes.withUnsafeBytes { CRC32C.checksum($0) }
        withUnsafeBytes(of: sum.littleEndian) { bytes.append(contentsOf: $0) }
        return bytes
    }

    init(spool: EvidenceID, run: EvidenceID, number: Int64) {
        self.spool = spool
        self.run = run
        self.number = number
    }

    /// Reads a head; `nil` where `bytes` hold none of this version.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.headSize, bytes.starts(with: Self.name + [Self.version]) else {
            return nil
        }
        self = bytes.withUnsafeBytes { bytes in
            func word(_ offset: Int) -> UInt64 {
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            }
            return SpoolSegment(
                spool: EvidenceID(high: word(8), low: word(16)),
                run: EvidenceID(high: word(24), low: word(32)),
                number: Int64(bitPattern: word(40)))
        }
        guard head.elementsEqual(bytes.prefix(Self.headSize)) else { return nil }
    }
}

/// A place in a spool.
package struct SpoolPosition: Hashable, Sendable, Comparable {
    /// The segment's number.
    package var segment: Int64
    /// In bytes from the segment's beginning.
    package var offset: Int

    package init(segment: Int64, offset: Int) {
        self.segment = segment
        self.offset = offset
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.segment, left.offset) < (right.segment, right.offset)
    }
}
