import JSONCodec

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks at the last byte of a file.
enum TextFileEnd {
    /// Returns whether the file is empty or ends in a line feed.
    static func endsInNewline(_ file: String) throws(FileError) -> Bool {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path: file, code: errno) }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        guard size > 0 else { return true }
        var byte: UInt8 = 0
        guard pread(descriptor, &byte, 1, size - 1) == 1 else {
            throw FileError(path: file, code: errno)
        }
        return byte == UInt8(ascii: "\n")
    }
}
