#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that one process at a time appends to.
struct AppendedFile: ~Copyable {
    private let path: String
    private let descriptor: Int32

    /// Opens or makes `path` and locks it until the value goes.
    init(_ path: String) throws(CassetteError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .failed("open", path: path, code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK { throw .inUse(path: path) }
            throw .failed("lock", path: path, code: code)
        }
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    func size() throws(CassetteError) -> Int {
        let size = lseek(descriptor, 0, SEEK_END)
        guard size >= 0 else { throw .failed("measure", path: path, code: errno) }
        return Int(size)
    }

    /// Appends `bytes` in one write, or nothing.
    mutating func append(_ bytes: [UInt8]) throws(CassetteError) {
        let before = try size()
        var written = -1
        repeat {
            written = write(descriptor, bytes, bytes.count)
        } while written < 0
            && errno == EINTR
        if written == bytes.count { return }
        // A disk that is full takes a part.
        let code = written < 0 ? errno : ENOSPC
        if written > 0 { try cut(to: before) }
        throw .failed("write to", path: path, code: code)
    }

    mutating func cut(to size: Int) throws(CassetteError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else {
            throw .failed("cut", path: path, code: errno)
        }
    }

    func flush() throws(CassetteError) {
        guard fsync(descriptor) == 0 else { throw .failed("flush", path: path, code: errno) }
    }
}

enum SystemErrors {
    /// What the system says about an `errno`, beginning in lower case.
    static func text(_ code: Int32) -> String {
        let text = String(cString: strerror(code))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
