import Decisions
package import Evidence
package import JSONCodec

/// An observation as audits see it.
package struct AuditObservation: Sendable {
    package var logged: LoggedObservation
    /// The case's fields; empty unless an audit's guide says that it reads them.
    package var fields: JSONObject
    /// Whether the case has been seen before, answered anew or put again.
    package var isRepeat: Bool
    /// Whether the case is its user's first, or nobody knows the user.
    ///
    /// Rows of one user are correlated, so that e-processes count the first alone.
    package var isFirstOfUser: Bool
    /// Whether the case is its user's first in its ``AuditWindow``, or nobody knows the user.
    package var isFirstInWindow: Bool

    package init(
        _ logged: LoggedObservation, fields: JSONObject = JSONObject(), isRepeat: Bool = false,
        isFirstOfUser: Bool = true, isFirstInWindow: Bool = true
    ) {
        self.logged = logged
        self.fields = fields
        self.isRepeat = isRepeat
        self.isFirstOfUser = isFirstOfUser
        self.isFirstInWindow = isFirstInWindow
    }

    /// Returns what `path` answered at its first try in the version that counts; `nil` where it was
    /// not asked or asked in another version.
    package func answer(of path: String, in scope: AuditScope) -> LoggedAnswer? {
        logged.answers.first {
            $0.path == path && $0.repeatIndex == 0
                && (scope.versions[path] ?? $0.version) == $0.version
        }
    }
}
