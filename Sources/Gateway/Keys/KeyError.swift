/// Why keys could not be read or changed.
package enum KeyError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    /// Others than the owner can read or change the file.
    case tooOpen(path: String)
    case noKey(path: String, line: Int)
    case unknown(path: String, key: String)
    /// Several keys go by a name.
    case ambiguous(path: String, name: String, ids: [String])
    case ended(path: String, key: String)

    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): the keys cannot be used: \(reason)"
        case .tooOpen(let path):
            "\(path): others can read or change the keys; `chmod 600` the file"
        case .noKey(let path, let line):
            "\(path):\(line): this is no key; restore the line, or remove it and make a new key"
        case .unknown(let path, let key):
            "\(path): there is no key `\(key)`; `assay keys list` shows them"
        case .ambiguous(let path, let name, let ids):
            "\(path): several keys are named `\(name)`; name one by its id: "
                + ids.map { "`\($0)`" }.joined(separator: ", ")
        case .ended(let path, let key):
            "\(path): key `\(key)` has ended or is about to; make a new one with `assay keys create`"
        }
    }
}
