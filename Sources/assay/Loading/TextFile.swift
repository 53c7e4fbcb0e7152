import Diagnostics
import Foundation

/// Text files that users write, with errors that name them.
enum TextFile {
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    /// Reads a file of UTF-8, at most 8 MiB.
    static func read(_ path: String, hint: String? = nil) throws -> SourceText {
        let hint = hint.map { "; " + $0 } ?? ""
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure(.missingFile, "\(path): there is no such file" + hint)
        }
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? read(file, atMost: (8 << 20) + 1)
        else { throw CommandFailure(.missingFile, "\(path): the file cannot be read" + hint) }
        guard data.count <= 8 << 20 else {
            throw CommandFailure(.badData, "\(path): the file is larger than 8 MiB")
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            throw CommandFailure(.badData, "\(path): the file is not UTF-8")
        }
        return SourceText(name: path, text: text)
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
