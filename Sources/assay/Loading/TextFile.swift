import Diagnostics
import Foundation

/// Text files that users write, with errors that name them.
enum TextFile {
    /// Whether there is something at `path`, which may not be readable.
    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0 || !saysMissing(errno)
    }

    private static func saysMissing(_ code: Int32) -> Bool { code == ENOENT || code == ENOTDIR }

    /// Throws where the file at `path` is missing, with the fact and the hint that say what that
    /// means, or where it is there and cannot be read, with the system's reason.
    static func require(_ path: String, orElse fact: String, hint: String? = nil) throws {
        guard access(path, R_OK) != 0 else { return }
        let code = errno
        guard !saysMissing(code) else {
            throw CommandFailure(
                .missingFile, "\(path): \(fact)" + (hint.map { "; " + $0 } ?? ""))
        }
        let reason = String(cString: strerror(code))
        throw CommandFailure(
            .missingFile,
            "\(path): the file cannot be read: \(reason.prefix(1).lowercased())\(reason.dropFirst())"
        )
    }

    /// Writes a whole file or leaves the old one, and says so on standard error.
    static func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandFailure(
                .failed, "\(path): the file cannot be written; check its folder and the disk")
        }
        Console.note("\(path): written")
    }

    /// Reads a file of UTF-8, at most 8 MiB.
    static func read(_ path: String, hint: String? = nil) throws -> SourceText {
        try require(path, orElse: "there is no such file", hint: hint)
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? read(file, atMost: (8 << 20) + 1)
        else { throw CommandFailure(.missingFile, "\(path): the file cannot be read") }
        guard data.count <= 8 << 20 else {
            throw CommandFailure(.badData, "\(path): the file is larger than 8 MiB")
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            throw CommandFailure(
                .badData, "\(path): the file is not UTF-8; save it as UTF-8 (`CSV UTF-8` in Excel)")
        }
        return SourceText(name: path, text: text)
    }

    /// Reads a file as ``read(_:hint:)`` does; `nil` where there is none.
    static func readIfThere(_ path: String) throws -> SourceText? {
        exists(path) ? try read(path) : nil
    }

    /// Reads to the end, which a pipe reaches in several steps.
    private static func read(_ file: FileHandle, atMost limit: Int) throws -> Data {
        var data = Data()
        while data.count < limit,
            let part = try file.read(upToCount: limit - data.count), !part.isEmpty
        {
            data += part
        }
        return data
    }
}
