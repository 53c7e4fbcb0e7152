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
    /// Whether no earlier observation is of this user: rows of one user are correlated, so that
    /// e-processes count the first alone. True where no user is known.
    package var isFirstOfUser: Bool

    package init(
        _ logged: LoggedObservation, fields: JSONObject = JSONObject(), isRepeat: Bool = false,
        isFirstOfUser: Bool = true
    ) {
        self.logged = logged
        self.fields = fields
        self.isRepeat = isRepeat
        self.isFirstOfUser = isFirstOfUser
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
