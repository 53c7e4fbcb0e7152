package import Statistics

/// A figure of the probe that can answer an item of a questionnaire.
package struct ProbeMeasurement: Sendable, Equatable {
    package let figure: MeasuredFigure
    package let value: Double
    /// At 95 %; `nil` for a count.
    package let interval: Interval?
    /// Cases that it rests on.
    package let cases: Int

    package init(_ figure: MeasuredFigure, _ value: Double, interval: Interval?, cases: Int) {
        self.figure = figure
        self.value = value
        self.interval = interval
        self.cases = cases
    }

    package init(_ figure: MeasuredFigure, _ estimate: Estimate, cases: Int) {
        self.init(figure, estimate.value, interval: estimate.interval, cases: cases)
    }

    /// The figure as an assessment keeps it: `0.55 [0.52, 0.57], n 4800`.
    package var text: String {
        let range = interval.map { " [\(Self.text($0.lower)), \(Self.text($0.upper))]" } ?? ""
        return "\(figure.rawValue) \(Self.text(value))\(range), n \(cases)"
    }

    private static func text(_ value: Double) -> String {
        guard value.isFinite else { return value < 0 ? "-∞" : "∞" }
        guard value.magnitude < 1e15 else { return "\(value)" }
        let rounded = value.magnitude < 100 ? (value * 1000).rounded() / 1000 : value.rounded()
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}

extension Assessment {
    /// Who is named for what was measured.
    package static let probe = "probe"

    /// Answers the items that `measurements` can answer; returns them with their answers.
    ///
    /// `source` says how to get the figures again: a command, and the hash of its data.
    package mutating func record(
        _ measurements: [ProbeMeasurement], _ questionnaire: Questionnaire, source: String
    ) -> [Entry] {
        let entries = questionnaire.items.compactMap { item -> Entry? in
            guard let scale = item.measure,
                let found = measurements.first(where: { $0.figure == scale.figure })
            else { return nil }
            return Entry(
                item: item.id, answer: scale.score(of: found.value), by: Self.probe,
                measured: "\(found.text), \(source)")
        }
        for entry in entries { record(entry) }
        return entries
    }
}
