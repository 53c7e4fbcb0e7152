import Foundation

/// Reads the frames of a segment file, and finds its way behind damage.
struct SegmentReader {
    /// Bytes that hold no record.
    struct Damage: Hashable {
        var offset: Int
        var length: Int
    }

    private static let chunk = 1 << 19

    private let file: Int32
    private let longest: Int

    /// Opens a segment and passes it to `body`; `nil` where it is gone.
    static func with<Result>(
        _ path: String, longest: Int, _ body: (SegmentReader) -> Result
    ) throws(EvidenceError) -> Result? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw .spool(path: path, reason: SystemError.text(errno))
        }
        defer { close(file) }
        return body(SegmentReader(file: file, longest: longest))
    }

    var size: Int {
        var status = stat()
        return fstat(file, &status) == 0 ? Int(status.st_size) : 0
    }

    var head: SpoolSegment? { SpoolSegment(bytes(at: 0, SpoolSegment.headSize)) }

    /// Passes the payloads of the next frames from `offset` on to `body`, with their places, and
    /// returns where the frames after them begin; at `end` there are no more.
    ///
    /// Of a file that is still being written the last frame may not be whole yet: it stays.
    func read(
        from offset: Int, to end: Int, isOpen: Bool = false, damage: inout [Damage],
        _ body: (Int, UnsafeRawBufferPointer) -> Void
    ) -> Int {
        var size = Self.chunk
        while true {
            let chunk = bytes(at: offset, min(size, end - offset))
            // A file that is shorter than it was: nothing more can be read.
            guard !chunk.isEmpty else { return end }
            let next = chunk.withUnsafeBytes { bytes in
                parse(bytes, at: offset, end: isOpen ? .max : end, &damage, body)
            }
            if next > offset || chunk.count == end - offset { return next }
            size = SpoolFrame.headerSize + longest
        }
    }

    /// Returns where parsing stopped: before a frame that goes on behind `bytes`, or behind them.
    private func parse(
        _ bytes: UnsafeRawBufferPointer, at start: Int, end: Int, _ damage: inout [Damage],
        _ body: (Int, UnsafeRawBufferPointer) -> Void
    ) -> Int {
        var index = 0
        while index < bytes.count {
            switch SpoolFrame.read(bytes, at: index, longest: longest) {
            case .frame(let payload):
                body(start + index, UnsafeRawBufferPointer(rebasing: bytes[payload]))
                index = payload.upperBound
            case .incomplete(let length) where length <= end - start - index:
                return start + index
            case .incomplete, .none:
                let next = Self.nextMark(bytes, after: index)
                Self.add(Damage(offset: start + index, length: next - index), to: &damage)
                index = next
            }
        }
        return start + index
    }

    /// Returns where a frame may begin next.
    private static func nextMark(_ bytes: UnsafeRawBufferPointer, after index: Int) -> Int {
        let mark = UInt8(truncatingIfNeeded: SpoolFrame.mark)
        return bytes[(index + 1)...].firstIndex(of: mark) ?? bytes.count
    }

    private static func add(_ new: Damage, to damage: inout [Damage]) {
        if let last = damage.last, last.offset + last.length == new.offset {
            damage[damage.count - 1].length += new.length
        } else {
            damage.append(new)
        }
    }

    private func bytes(at offset: Int, _ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, length in
            while length < count {
                let got = pread(
                    file, buffer.baseAddress.map { $0 + length }, count - length,
                    off_t(offset + length))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { return }
                length += got
            }
        }
    }
}
