import Foundation
import Synchronization

/// A spool's folder: its segments, and the lock that keeps other processes out.
///
/// The segments are `<number>.spool`; a segment's number is never used again.
package final class SpoolFolder: Sendable {
    package let path: String
    /// Tells the folder's cursor in a log from those of others.
    let id: EvidenceID
    private let lock: Int32
    /// The segments' bytes.
    private let held: Atomic<Int>

    /// Where the gateway keeps the spool of a log, unless it is told otherwise.
    package static func path(beside log: String) -> String { log + "-spool" }

    /// Opens or makes the folder; one process at a time can have it open.
    package init(path: String) throws(EvidenceError) {
        self.path = path
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Self.failure(path) }
        lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw Self.failure(path) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw .spoolInUse(path: path)
        }
        let segments = Self.segments(in: path)
        held = Atomic(segments.reduce(0) { $0 + Self.size(Self.file($1, in: path)) })
        let heads = segments.reversed().lazy.compactMap { number in
            SpoolSegment(Self.read(Self.file(number, in: path), SpoolSegment.headSize))
        }
        id =
            heads.first?.spool
            ?? EvidenceID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }

    deinit {
        unlock()
        close(lock)
    }

    /// Lets another process have the folder; what uses it here must have ended.
    package func unlock() {
        // Closing alone would not do while a child that is just being started has the file too.
        flock(lock, LOCK_UN)
    }

    /// In bytes.
    package var size: Int { held.load(ordering: .relaxed) }

    /// The bytes of records from `position` on.
    func size(from position: SpoolPosition?) -> Int {
        segments().reduce(0) { sum, segment in
            var read = SpoolSegment.headSize
            if let position, segment <= position.segment {
                read = segment == position.segment ? max(read, position.offset) : .max
            }
            return sum + max(0, Self.size(file(segment)) - read)
        }
    }

    /// The segments' numbers in their order.
    func segments() -> [Int64] { Self.segments(in: path) }

    func file(_ segment: Int64) -> String { Self.file(segment, in: path) }

    func grow(by bytes: Int) {
        held.add(bytes, ordering: .relaxed)
    }

    /// Deletes a segment.
    func remove(_ segment: Int64) {
        let file = file(segment)
        let size = Self.size(file)
        if unlink(file) == 0 { grow(by: -size) }
    }

    /// Leaves of a segment no more than its head, which keeps the folder's identity and the number.
    func clear(_ segment: Int64) {
        let file = file(segment)
        let size = Self.size(file)
        guard size > SpoolSegment.headSize else { return }
        if truncate(file, off_t(SpoolSegment.headSize)) == 0 {
            grow(by: SpoolSegment.headSize - size)
        }
    }

    private static func segments(in path: String) -> [Int64] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.compactMap { name in
            name.hasSuffix(".spool") ? Int64(name.dropLast(6)).flatMap { $0 > 0 ? $0 : nil } : nil
        }.sorted()
    }

    private static func file(_ segment: Int64, in path: String) -> String {
        let digits = String(segment)
        return path + "/" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
            + ".spool"
    }

    private static func size(_ file: String) -> Int {
        var status = stat()
        return stat(file, &status) == 0 ? Int(status.st_size) : 0
    }

    private static func read(_ file: String, _ count: Int) -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: file) else { return [] }
        defer { try? handle.close() }
        return Array((try? handle.read(upToCount: count)) ?? Data())
    }

    private static func failure(_ path: String) -> EvidenceError {
        if errno == ENOSPC { return .diskFull(path: path) }
        return .spool(path: path, reason: SystemError.text(errno))
    }
}
