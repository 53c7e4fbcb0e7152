import Foundation
import Synchronization

/// A segment that is being written, by any number of threads at once.
final class OpenSegment: Sendable {
    let number: Int64
    /// In bytes, of what has been written whole.
    let length: Atomic<Int>
    /// How many threads are writing.
    let writers = Atomic<Int>(0)
    private let file: Int32

    /// Makes the file and writes its head; returns the system's error where it cannot.
    static func begin(_ segment: SpoolSegment, at path: String) -> Result<OpenSegment, SystemError>
    {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { return .failure(SystemError(code: errno)) }
        let open = OpenSegment(segment.number, file)
        if let error = open.append(segment.head) {
            unlink(path)
            return .failure(error)
        }
        return .success(open)
    }

    private init(_ number: Int64, _ file: Int32) {
        self.number = number
        self.file = file
        length = Atomic(0)
    }

    deinit {
        close(file)
    }

    /// Writes at the end, in one piece that others do not interrupt; returns why it could not.
    ///
    /// A part may be left where the disk is full: a reader passes over it.
    func append(_ bytes: [UInt8]) -> SystemError? {
        while true {
            let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written == bytes.count else {
                return SystemError(code: written < 0 ? errno : ENOSPC)
            }
            length.add(written, ordering: .relaxed)
            return nil
        }
    }
}

/// An error of the operating system.
struct SystemError: Error, Hashable, CustomStringConvertible {
    var code: Int32

    var description: String { Self.text(code) }

    static func text(_ code: Int32) -> String {
        let text = String(cString: strerror(code))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
