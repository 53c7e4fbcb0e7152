#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What takes a stream of bytes in chunks.
package protocol ByteSink {
    /// Takes the next bytes, which are valid for the call.
    mutating func append(_ chunk: UnsafeBufferPointer<UInt8>)
}

/// A file, or standard input, read front to back through one buffer.
package struct FileChunks: ~Copyable {
    package static let defaultSize = 1 << 20

    private let descriptor: Int32
    private let path: String
    private var buffer: [UInt8]

    /// Opens the file at `path`, or standard input for `-`.
    package init(path: String, chunkSize: Int = FileChunks.defaultSize) throws(FileError) {
        precondition(chunkSize > 0)
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
        self.path = path
        buffer = [UInt8](repeating: 0, count: chunkSize)
    }

    deinit {
        if path != "-" { close(descriptor) }
    }

    /// Appends the next bytes to `sink`; returns false at the end.
    package mutating func next(
        into sink: inout some ByteSink
    ) throws(FileError) -> Bool {
        let count = buffer.withUnsafeMutableBytes { target in
            var count = read(descriptor, target.baseAddress, target.count)
            while count < 0, errno == EINTR {
                count = read(descriptor, target.baseAddress, target.count)
            }
            return count
        }
        guard count >= 0 else { throw FileError(path: path, code: errno) }
        guard count > 0 else { return false }
        buffer.withUnsafeBufferPointer { sink.append(UnsafeBufferPointer(rebasing: $0[..<count])) }
        return true
    }
}

/// A file that cannot be read, in the system's words.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    package var path: String
    /// The system's `errno`.
    package var code: Int32

    package init(path: String, code: Int32) {
        self.path = path
        self.code = code
    }

    package var description: String {
        let reason = String(cString: strerror(code))
        return "cannot read `\(path)`: \(reason.prefix(1).lowercased() + reason.dropFirst())"
    }
}
