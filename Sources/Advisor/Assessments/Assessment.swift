/// A questionnaire's answers about one feature, and what was forecast from them.
package struct Assessment: Sendable, Equatable {
    /// One person's answer, or a measurement.
    package struct Entry: Sendable, Equatable {
        package let item: String
        /// `nil` for *I don't know*.
        package let answer: Int?
        package let by: String
        package let note: String?
        /// The figure behind the answer, where it was measured and not given.
        package let measured: String?

        package init(
            item: String, answer: Int?, by: String, note: String? = nil, measured: String? = nil
        ) {
            self.item = item
            self.answer = answer
            self.by = by
            self.note = note
            self.measured = measured
        }
    }

    /// What was said before the evidence was in.
    package struct Forecast: Sendable, Equatable {
        /// The time, as `2026-05-04T09:30:00Z`; or a day, which counts from its end.
        package let on: String
        package let by: String
        package let outcome: Outcome
        /// The factor that decided.
        package let decidedBy: String
        /// How likely it was held that a model earns its place, 0 to 1.
        package let modelEarns: Double
        /// The answers that it was made from; empty where the file does not say.
        package let restsOn: [Said]

        package init(
            on: String, by: String, outcome: Outcome, decidedBy: String, modelEarns: Double,
            restsOn: [Said] = []
        ) {
            self.on = on
            self.by = by
            self.outcome = outcome
            self.decidedBy = decidedBy
            self.modelEarns = modelEarns
            self.restsOn = restsOn
        }
    }

    package let feature: String
    package let questionnaire: String
    /// The hash of the questionnaire that was answered.
    package let version: String
    /// The features that have to be launched before it; only the launch plan reads them.
    package let dependsOn: [String]
    package private(set) var entries: [Entry]
    package private(set) var forecasts: [Forecast]

    package init(
        feature: String, questionnaire: String, version: String, dependsOn: [String] = [],
        entries: [Entry] = [], forecasts: [Forecast] = []
    ) {
        self.feature = feature
        self.questionnaire = questionnaire
        self.version = version
        self.dependsOn = dependsOn
        self.entries = entries
        self.forecasts = forecasts
    }

    /// Takes an answer in place of the one that the same person gave before.
    package mutating func record(_ entry: Entry) {
        if let index = entries.firstIndex(where: { $0.item == entry.item && $0.by == entry.by }) {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
    }

    /// What `person` says of an item.
    package func entry(_ item: String, by person: String) -> Entry? {
        entries.first { $0.item == item && $0.by == person }
    }

    /// Takes back what `person` said of an item.
    package mutating func forget(_ item: String, by person: String) {
        entries.removeAll { $0.item == item && $0.by == person }
    }

    /// Logs a forecast; one that says the same as the last is no news.
    package mutating func record(_ forecast: Forecast) {
        if let last = forecasts.last, last.by == forecast.by, last.outcome == forecast.outcome,
            abs(last.modelEarns - forecast.modelEarns) < 0.005
        {
            return
        }
        forecasts.append(forecast)
    }

    /// The possible answers to each item: what was measured, or else all that people said.
    ///
    /// People who disagree widen a range; one who does not know leaves it to those who do.
    package var answers: [String: ClosedRange<Int>] { Self.answers(entries) }

    static func answers(_ entries: [Entry]) -> [String: ClosedRange<Int>] {
        Dictionary(grouping: entries, by: \.item).mapValues { entries in
            let measured = entries.filter { $0.measured != nil }.compactMap(\.answer)
            let said = measured.isEmpty ? entries.compactMap(\.answer) : measured
            guard let low = said.min(), let high = said.max() else { return 0...4 }
            return low...high
        }
    }

    /// The items on which people differ, in the order in which they were answered.
    package var disagreements: [(item: String, entries: [Entry])] {
        var seen: Set<String> = []
        return entries.compactMap { entry in
            guard seen.insert(entry.item).inserted else { return nil }
            let all = entries.filter { $0.item == entry.item && $0.answer != nil }
            return Set(all.map(\.answer)).count > 1 ? (entry.item, all) : nil
        }
    }
}
