import Decisions
import Foundation
import Synchronization

/// The cases that one run is asking about: no other run on the same log asks them meanwhile.
///
/// A claim is a lock on a byte of the log's file, far behind its content; the place of the byte
/// says which case and which version of a path. The system drops the locks of a process with the
/// process, however that ends, so that a claim needs neither a clock nor a clean end. SQLite locks
/// other bytes.
package final class CaseClaims: Sendable {
    private let file: ClaimFile

    fileprivate init(_ file: ClaimFile) {
        self.file = file
    }

    /// Claims all of `cases`; returns false, with none of them claimed, where another run has one.
    func claim(
        _ cases: [PathVersion: [Int]], of feature: FeatureKey
    ) throws(EvidenceError) -> Bool {
        var taken: [Range<Int64>] = []
        for (path, numbers) in cases {
            for run in Self.runs(numbers, from: Self.start(path, feature)) {
                guard try file.lock(run) else {
                    for run in taken { file.unlock(run) }
                    return false
                }
                taken.append(run)
            }
        }
        return true
    }

    /// Gives up every claim of this run.
    package func release() { file.unlock(ClaimFile.all) }

    /// Where the 2³² bytes of a version begin.
    ///
    /// Two versions share them by chance once in 2³⁰; then one of two runs is refused needlessly.
    private static func start(_ path: PathVersion, _ feature: FeatureKey) -> Int64 {
        let hash = ContentHash([
            ("feature", feature.name), ("path", path.path), ("version", path.version.description),
        ])
        return ClaimFile.all.lowerBound | Int64(hash.high >> 34) << 32
    }

    /// The places of cases, those that follow one another together.
    private static func runs(_ numbers: [Int], from start: Int64) -> [Range<Int64>] {
        var runs: [Range<Int64>] = []
        for number in numbers.sorted() {
            let place = start | Int64(UInt32(truncatingIfNeeded: number))
            if let last = runs.last, last.upperBound >= place {
                runs[runs.count - 1] = last.lowerBound..<max(last.upperBound, place + 1)
            } else {
                runs.append(place..<place + 1)
            }
        }
        return runs
    }
}

/// A log's file, opened once more for a run's locks.
///
/// Closing it would drop SQLite's own locks with it, as POSIX has it: only `ClaimFiles` does, once
/// SQLite has closed the log.
private final class ClaimFile: Sendable {
    /// The bytes that are locked; no log is as large, since SQLite's largest has 2⁴⁸ bytes.
    static let all: Range<Int64> = 1 << 62..<Int64.max

    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws(EvidenceError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(path, errno) }
    }

    func close() {
        // A process that is just being started has a copy of the descriptor, and the locks with it.
        unlock(Self.all)
        Foundation.close(descriptor)
    }

    /// Returns false where another run has some of `bytes`.
    func lock(_ bytes: Range<Int64>) throws(EvidenceError) -> Bool {
        guard !set(F_WRLCK, bytes) else { return true }
        let code = errno
        guard code == EAGAIN || code == EACCES else { throw Self.failure(path, code) }
        return false
    }

    func unlock(_ bytes: Range<Int64>) { _ = set(F_UNLCK, bytes) }

    // `F_OFD_SETLK`, which is not imported: locks of the open file, not of the process, so that two
    // runs of one process exclude each other too.
    #if canImport(Darwin)
        private static let setLock: Int32 = 90
    #else
        private static let setLock: Int32 = 37
    #endif

    private func set(_ type: Int32, _ bytes: Range<Int64>) -> Bool {
        var lock = flock()
        lock.l_type = Int16(type)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = off_t(bytes.lowerBound)
        lock.l_len = off_t(bytes.count)
        while fcntl(descriptor, Self.setLock, &lock) < 0 {
            guard errno == EINTR else { return false }
        }
        return true
    }

    private static func failure(_ path: String, _ code: Int32) -> EvidenceError {
        .failed(
            path: path, reason: "its cases cannot be claimed: \(String(cString: strerror(code)))")
    }
}

/// The claims of the runs on an open log.
final class ClaimFiles: Sendable {
    private let files = Mutex<[ClaimFile]>([])

    func open(_ path: String) throws(EvidenceError) -> CaseClaims {
        let file = try ClaimFile(path)
        files.withLock { $0.append(file) }
        return CaseClaims(file)
    }

    /// To be called once SQLite has closed the log.
    func close() {
        let open = files.withLock { files in
            defer { files = [] }
            return files
        }
        for file in open { file.close() }
    }
}
