import RealModule
package import Statistics

/// What an audit of the evidence found.
package struct AuditFinding: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case ok, watch, fires
        case cannotTell = "cannot-tell"
    }

    /// What is lacking, and how to get it.
    package struct Missing: Hashable, Sendable {
        /// Such as `a field `correct` in data set `eval``.
        package var what: String
        package var how: String

        package init(_ what: String, how: String) {
            self.what = what
            self.how = how
        }
    }

    /// The figure of a slice, of a window of time or of one of several measures.
    package struct Part: Hashable, Sendable {
        package var name: String
        package var status: Status
        package var n: Int
        package var estimate: Double?
        package var interval: Interval?
        package var note: String?

        package init(
            _ name: String, _ status: Status, n: Int, estimate: Double? = nil,
            interval: Interval? = nil, note: String? = nil
        ) {
            self.name = name
            self.status = status
            self.n = n
            self.estimate = estimate.flatMap { $0.isFinite ? $0 : nil }
            self.interval = interval
            self.note = note
        }
    }

    /// How strongly the data speak against "nothing is wrong", however often somebody looks.
    package struct Sequential: Hashable, Sendable {
        package var logE: Double
        /// The share of the yearly chance of a false alarm that the audit may spend here.
        package var alpha: Double

        package init(logE: Double, alpha: Double) {
            self.logE = logE
            self.alpha = alpha
        }

        package var isReached: Bool { logE >= -.log(alpha) }
    }

    package var audit: AuditID
    /// The question, where the feature has several and the finding is about one.
    package var question: String?
    package var status: Status
    /// What was found, in words for a product manager.
    package var sentence: String
    /// How many rows or cases the estimate rests on.
    package var n = 0
    /// What `estimate` is, such as `ratio of selection rates`.
    package var measure: String?
    package var estimate: Double?
    package var interval: Interval?
    package var threshold: AuditThreshold?
    package var sequential: Sequential?
    /// What to do about it on Monday; empty where nothing is to be done.
    package var advice = ""
    package var missing: [Missing] = []
    package var parts: [Part] = []
    /// The figure over time, oldest first.
    package var windows: [Part] = []
    package var assumptions: [String] = []
    /// The figure whose course is followed from run to run, where `measure` may be another each time.
    package var followed: Part?

    package init(_ audit: AuditID, _ status: Status, _ sentence: String) {
        self.audit = audit
        self.status = status
        self.sentence = sentence
    }

    /// Makes a finding for want of data.
    package static func cannotTell(
        _ audit: AuditID, _ sentence: String, n: Int = 0, missing: [Missing]
    ) -> AuditFinding {
        var finding = AuditFinding(audit, .cannotTell, sentence)
        finding.n = n
        finding.missing = missing
        return finding
    }

    package var id: String { audit.rawValue }

    /// The claims that it takes away.
    package var voids: Set<VoidableClaim> { status == .fires ? audit.voids : [] }
}
