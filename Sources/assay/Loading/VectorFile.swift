import Decisions
import Foundation

/// Embeddings that an endpoint has given, kept beside the log under a hash of model and text.
///
/// It holds no text. It is a cache: whoever deletes it pays for the next run, and a file that cannot be
/// read is written anew.
struct VectorFile {
    /// 64 MiB: more than ten thousand vectors of 1,536 numbers.
    private static let mostBytes = 64 << 20
    private static let header = Data("assay.vectors/1\n".utf8)
    /// Two words of the hash and the count of numbers.
    private static let headOfEntry = 20
    private static let mostDimensions = 8_192

    let path: String

    init(besideLog log: String) { path = log + ".vectors" }

    static func key(_ text: String, model: String, at url: String) -> ContentHash {
        ContentHash([("url", url), ("model", model), ("text", text)])
    }

    /// The vectors that are there; none where the file is missing or is something else.
    func read() -> [ContentHash: [Float]] {
        guard let file = FileHandle(forReadingAtPath: path) else { return [:] }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: Self.mostBytes + 1),
            data.count <= Self.mostBytes, data.starts(with: Self.header)
        else { return [:] }
        return data.withUnsafeBytes { Self.entries($0) }
    }

    private static func entries(_ bytes: UnsafeRawBufferPointer) -> [ContentHash: [Float]] {
        var entries: [ContentHash: [Float]] = [:]
        var start = header.count
        while bytes.count - start >= headOfEntry {
            func word(_ offset: Int) -> UInt64 {
                UInt64(
                    littleEndian: bytes.loadUnaligned(
                        fromByteOffset: start + offset, as: UInt64.self))
            }
            let count = UInt32(
                littleEndian: bytes.loadUnaligned(fromByteOffset: start + 16, as: UInt32.self))
            let first = start + headOfEntry
            let end = first + Int(count) * 4
            guard (1...mostDimensions).contains(Int(count)), end <= bytes.count else { break }
            let vector = stride(from: first, to: end, by: 4).map { offset in
                Float(
                    bitPattern: UInt32(
                        littleEndian: bytes.loadUnaligned(
                            fromByteOffset: offset, as: UInt32.self)))
            }
            guard vector.allSatisfy(\.isFinite) else { break }
            entries[ContentHash(high: word(0), low: word(8))] = vector
            start = end
        }
        return entries
    }

    /// Writes as many of `entries` as there is room for, those of `used` first, for the file's owner
    /// alone; `false` where it cannot be written.
    func write(_ entries: [ContentHash: [Float]], used: Set<ContentHash>) -> Bool {
        var data = Self.header
        let order = entries.keys.sorted { first, second in
            let (a, b) = (used.contains(first), used.contains(second))
            return a == b ? (first.high, first.low) < (second.high, second.low) : a
        }
        for key in order {
            guard let vector = entries[key],
                data.count + Self.headOfEntry + vector.count * 4 <= Self.mostBytes
            else { break }
            append(key.high, to: &data)
            append(key.low, to: &data)
            append(UInt32(vector.count), to: &data)
            for number in vector { append(number.bitPattern, to: &data) }
        }
        let draft = "\(path).\(ProcessInfo.processInfo.processIdentifier)"
        let isWritten = FileManager.default.createFile(
            atPath: draft, contents: data, attributes: [.posixPermissions: 0o600])
        guard isWritten, rename(draft, path) == 0 else {
            try? FileManager.default.removeItem(atPath: draft)
            return false
        }
        return true
    }

    private func append(_ number: some FixedWidthInteger, to data: inout Data) {
        withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
    }
}
