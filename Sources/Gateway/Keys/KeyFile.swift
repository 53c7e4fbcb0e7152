package import Decisions
import Foundation
import JSONCodec

/// The file of the keys: one JSON object a line, for its owner alone.
package struct KeyFile: Sendable {
    package let path: String
    private static let largest = 1 << 20

    package init(path: String) {
        self.path = path
    }

    /// Reads the keys; none where there is no file.
    package func read() throws(KeyError) -> [StoredKey] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return [] }
            throw failure()
        }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(path: path, reason: "this is no file")
        }
        guard status.st_mode & 0o077 == 0 else { throw .tooOpen(path: path) }
        guard status.st_size <= Self.largest, let data = try? handle.readToEnd() ?? Data() else {
            throw .unreadable(path: path, reason: "it is too large or cannot be read")
        }
        var keys: [StoredKey] = []
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            guard let key = (try? JSONValue(parsing: Array(line))).flatMap({ StoredKey($0) }) else {
                throw .noKey(path: path, line: index + 1)
            }
            keys.append(key)
        }
        return keys
    }

    /// Makes a key, and returns it: only its hash is kept.
    package func create(
        name: String, scopes: KeyScopes, rateLimit: Int? = nil, at now: Timestamp
    ) throws(KeyError) -> (key: APIKey, stored: StoredKey) {
        let key = APIKey()
        let stored = StoredKey(
            key, name: name, scopes: scopes, rateLimit: rateLimit, createdAt: now)
        try change { $0.append(stored) }
        return (key, stored)
    }

    /// Ends the key of an id, or all keys of a name, at `time`; returns those that it ended.
    @discardableResult
    package func revoke(
        _ name: String, at time: Timestamp
    ) throws(KeyError) -> [StoredKey] {
        try change { keys throws(KeyError) in
            let named = keys.indices.filter { keys[$0].id == name || keys[$0].name == name }
            guard !named.isEmpty else { throw .unknown(path: path, key: name) }
            let valid = named.filter { keys[$0].isValid(at: time) }
            guard !valid.isEmpty else { throw .ended(path: path, key: name) }
            for index in valid { keys[index].endsAt = time }
            return valid.map { keys[$0] }
        }
    }

    /// Makes a key in place of another, which ends at `end`.
    package func rotate(
        _ name: String, at now: Timestamp, end: Timestamp
    ) throws(KeyError) -> (key: APIKey, stored: StoredKey, old: StoredKey) {
        let key = APIKey()
        return try change { keys throws(KeyError) in
            let index = try index(of: name, in: keys)
            let stored = StoredKey(
                key, name: keys[index].name, scopes: keys[index].scopes,
                rateLimit: keys[index].rateLimit, createdAt: now)
            keys[index].endsAt = end
            keys.append(stored)
            return (key, stored, keys[index])
        }
    }

    /// Finds the key of an id or a name that has no end yet.
    private func index(
        of name: String, in keys: [StoredKey]
    ) throws(KeyError) -> Int {
        let named = keys.indices.filter { keys[$0].id == name || keys[$0].name == name }
        guard !named.isEmpty else { throw .unknown(path: path, key: name) }
        let endless = named.filter { keys[$0].endsAt == nil }
        guard let index = endless.first else { throw .ended(path: path, key: name) }
        guard endless.count == 1 else {
            throw .ambiguous(path: path, name: name, ids: endless.map { keys[$0].id })
        }
        return index
    }

    // MARK: Writing

    /// Reads, changes and replaces the file while no other process does.
    private func change<Result>(
        _ body: (inout [StoredKey]) throws(KeyError) -> Result
    ) throws(KeyError) -> Result {
        let folder = (path as NSString).deletingLastPathComponent
        let lock = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0, flock(lock, LOCK_EX) == 0 else { throw failure() }
        defer { close(lock) }
        var keys = try read()
        let result = try body(&keys)
        var writer = JSONWriter()
        for key in keys {
            key.write(to: &writer)
            writer.newline()
        }
        try replace(with: writer.bytes)
        fsync(lock)
        return result
    }

    /// Puts a whole new file in the place of the old one.
    private func replace(with bytes: [UInt8]) throws(KeyError) {
        let part = path + ".part"
        unlink(part)
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure() }
        let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        let isKept = written == bytes.count && fsync(file) == 0
        close(file)
        guard isKept, rename(part, path) == 0 else {
            defer { unlink(part) }
            throw failure()
        }
    }

    private func failure() -> KeyError {
        let text = String(cString: strerror(errno))
        return .unreadable(path: path, reason: text.prefix(1).lowercased() + text.dropFirst())
    }
}
