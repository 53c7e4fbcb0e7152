/// Of which cases people are asked what is true: by lot, with chances that are fixed before anybody is
/// asked.
package struct LabelSample: Hashable, Sendable {
    /// The chance of a case on which the paths differ, from ``least`` to 1.
    package var disagreements: Double
    /// The chance of a case on which they agree, from ``least`` to 1: without any, mistakes that the
    /// paths share would never be seen.
    package var agreements: Double

    /// A smaller chance would make a label count for too many cases.
    package static let least = 0.02

    package init(disagreements: Double = 1, agreements: Double = 0.1) {
        self.disagreements = disagreements
        self.agreements = agreements
    }

    package func chance(isDisagreement: Bool) -> Double {
        isDisagreement ? disagreements : agreements
    }
}
