package import Statistics

/// How often an interval contained what it is about.
package struct IntervalCoverage: Sendable, Equatable {
    package var scenario: String
    package var interval: String
    /// What it is about, and of how many cases.
    package var description: String
    /// The coverage that it states.
    package var nominal: Double
    /// Samples that gave an interval.
    package private(set) var samples = 0
    package private(set) var covered = 0

    /// An approximate interval may fall so much short, as Wilson's does at times by design.
    package static let tolerance = 0.01

    init(scenario: String, interval: String, description: String, nominal: Double) {
        self.scenario = scenario
        self.interval = interval
        self.description = description
        self.nominal = nominal
    }

    /// Counts a sample; nil where it gave no interval.
    mutating func add(_ isCovered: Bool?) {
        guard let isCovered else { return }
        samples += 1
        covered += isCovered ? 1 : 0
    }

    /// Takes in the next samples of the same interval.
    package mutating func merge(_ other: IntervalCoverage) {
        samples += other.samples
        covered += other.covered
    }

    package var measured: Double { Double(covered) / Double(max(1, samples)) }

    /// The 95 % limits of the coverage (Clopper–Pearson).
    package var limits: Interval {
        samples > 0 ? clopperPearsonInterval(successes: covered, trials: samples) : .unit
    }

    package var promise: StudyPromise {
        StudyPromise(atLeast: nominal - Self.tolerance, observed: covered, of: samples)
    }
}
