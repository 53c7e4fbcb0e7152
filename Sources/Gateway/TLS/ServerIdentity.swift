package import Decisions
import NIOSSL
import Synchronization

/// With what the gateway shows its clients who it is; renewed while it serves.
///
/// Connections that are open keep what they were made with.
package final class ServerIdentity: Sendable {
    private struct State {
        var contents: CertificateFiles.Contents
        var context: NIOSSLContext
    }

    package let files: CertificateFiles
    private let state: Mutex<State>

    /// Reads the files; throws where they cannot be used at `now`.
    package init(_ files: CertificateFiles, at now: Timestamp) throws(CertificateError) {
        self.files = files
        let contents = try files.read()
        state = Mutex(
            State(contents: contents, context: try files.context(contents, at: now)))
    }

    /// Reads the files again; returns whether they have something new, which counts from now on.
    ///
    /// What cannot be used changes nothing.
    package func renew(at now: Timestamp) throws(CertificateError) -> Bool {
        let contents = try files.read()
        guard contents != state.withLock(\.contents) else { return false }
        let context = try files.context(contents, at: now)
        state.withLock { $0 = State(contents: contents, context: context) }
        return true
    }

    var handler: NIOSSLServerHandler { NIOSSLServerHandler(context: state.withLock(\.context)) }
}
