package import Evidence

/// A check of the evidence itself: made for a question and what lies beside the log, fed the log once,
/// then asked what it found.
///
/// All audits share one pass over the log. What an audit keeps of it must be bounded: counts, not
/// observations.
package protocol Audit: Sendable {
    static var id: AuditID { get }
    /// What it needs, how it computes and where its numbers come from.
    static var guide: AuditGuide { get }
    /// Evidence with a known answer, for tests and `assay study audits`.
    static var scenarios: [AuditScenario] { get }

    init(_ scope: AuditScope, _ material: AuditMaterial)

    /// Takes in an observation of the scope's question, in the order of the log.
    mutating func append(_ observation: AuditObservation)
    /// Takes in an event of the feature, in the order of the log, after all observations.
    mutating func append(_ event: LoggedEvent)
    /// Returns what was found; without enough data `cannot-tell`, never `ok`.
    func finding() -> AuditFinding
}

extension Audit {
    package mutating func append(_ observation: AuditObservation) {}
    package mutating func append(_ event: LoggedEvent) {}
}

/// What an audit reads and computes, for people.
package struct AuditGuide: Sendable {
    /// Whether it reads the fields of every observation, which costs time.
    package var readsFields = false
    /// The data sets that it reads, where the feature names them.
    package var datasets: Set<DatasetRole> = []
    /// Whether every question of a feature has a finding of its own.
    package var isPerQuestion = true
    /// What it reads, in words.
    package var inputs: String
    package var formula: String
    /// Where it may mislead, and from how many rows it speaks.
    package var limits: String
    /// Its thresholds as they are without a feature's own.
    package var thresholds: [AuditThreshold]

    package init(
        readsFields: Bool = false, datasets: Set<DatasetRole> = [], isPerQuestion: Bool = true,
        inputs: String, formula: String, limits: String, thresholds: [AuditThreshold]
    ) {
        self.datasets = datasets
        self.readsFields = readsFields
        self.isPerQuestion = isPerQuestion
        self.inputs = inputs
        self.formula = formula
        self.limits = limits
        self.thresholds = thresholds
    }
}
