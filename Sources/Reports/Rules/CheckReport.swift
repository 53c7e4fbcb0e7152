package import Diagnostics
package import RuleEngine

/// What a check of a feature's folder has found.
package struct CheckReport: Sendable {
    /// The feature's name, or its folder where there is no feature to name.
    package var feature: String
    /// The files that were read, as the user would name them.
    package var files: [String]
    package var diagnostics: [Diagnostic]
    /// What the analysis of the rules could not look into.
    package var unanalysed: [String] = []
    /// `nil` where no tests were run.
    package var tests: RuleTestReport?
    /// `nil` where no traffic was looked at.
    package var coverage: CoverageText?

    package init(
        feature: String, files: [String], diagnostics: [Diagnostic],
        tests: RuleTestReport? = nil, coverage: CoverageText? = nil
    ) {
        self.feature = feature
        self.files = files
        self.diagnostics = diagnostics
        self.tests = tests
        self.coverage = coverage
    }

    package var errors: Int { diagnostics.count { $0.severity == .error } }
    package var warnings: Int { diagnostics.count - errors }
}
