package import Diagnostics
package import JSONCodec

/// Why answers cannot be recorded.
package enum CassetteError: Error, Hashable, Sendable {
    /// The file is stale or damaged: what is wrong with it.
    case notContinuable([Diagnostic])
    case unreadable(FileError)
    /// The system's `errno` of an operation such as `write to`.
    case failed(String, path: String, code: Int32)
    case inUse(path: String)
}

extension CassetteError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notContinuable(let diagnostics):
            diagnostics.map(\.description).joined(separator: "\n")
        case .unreadable(let error): error.description
        case .failed(let operation, let path, let code):
            "cannot \(operation) `\(path)`: \(SystemErrors.text(code))"
        case .inUse(let path): "`\(path)` is being recorded by another process"
        }
    }
}
