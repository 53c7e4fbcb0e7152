import Statistics

/// A made-up sample whose intervals are compared with what is true.
package struct IntervalScenario: Sendable {
    package let id: String
    /// One of each interval, without samples.
    let coverages: [IntervalCoverage]
    /// Whether each interval of a fresh sample contains the truth; nil where there is none.
    let draw: @Sendable (inout SeededGenerator) -> [Bool?]

    package static let all = [
        verdictScenario("figures-400", .usual, cases: 400),
        verdictScenario("rare-errors-150", .rareErrors, cases: 150), sampling, labels, doubts,
        samples,
    ]

    /// An interval, what it states, and whether it contains the truth.
    struct Claim<Sample>: Sendable {
        let interval: String
        let about: String
        var nominal = 0.95
        let covers: @Sendable (Sample) -> Bool?

        init(
            _ interval: String, _ about: String, nominal: Double = 0.95,
            covers: @escaping @Sendable (Sample) -> Bool?
        ) {
            self.interval = interval
            self.about = about
            self.nominal = nominal
            self.covers = covers
        }
    }

    init<Sample>(
        _ id: String, claims: [Claim<Sample>],
        sample: @escaping @Sendable (inout SeededGenerator) -> Sample
    ) {
        self.id = id
        coverages = claims.map {
            IntervalCoverage(
                scenario: id, interval: $0.interval, description: $0.about, nominal: $0.nominal)
        }
        draw = { generator in
            let sample = sample(&generator)
            return claims.map { $0.covers(sample) }
        }
    }
}
