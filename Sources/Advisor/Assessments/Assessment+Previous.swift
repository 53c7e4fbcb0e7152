extension Assessment {
    /// An answer as a forecast keeps it: what it said, without note and figure.
    package struct Said: Sendable, Hashable {
        package let item: String
        /// `nil` for *I don't know*.
        package let answer: Int?
        package let by: String

        package init(item: String, answer: Int?, by: String) {
            self.item = item
            self.answer = answer
            self.by = by
        }

        init(_ entry: Entry) { self.init(item: entry.item, answer: entry.answer, by: entry.by) }

        /// Reads ``text``; `nil` where it is of another shape.
        init?(text: String) {
            let parts = text.split(
                separator: " ", maxSplits: 2, omittingEmptySubsequences: false
            ).map(String.init)
            guard parts.count == 3 else { return nil }
            let answer = Int(parts[1])
            guard answer.map({ (0...4).contains($0) }) ?? (parts[1] == "unknown") else {
                return nil
            }
            self.init(item: parts[0], answer: answer, by: parts[2])
        }

        /// The answer as the file has it: `noise 3 ana`.
        var text: String { "\(item) \(answer.map(String.init) ?? "unknown") \(by)" }
    }

    /// The assessment as its last forecast knew it that rests on other answers; `nil` where none does.
    package var previous: Assessment? {
        let now = Set(entries.map(Said.init))
        guard
            let index = forecasts.lastIndex(where: {
                !$0.restsOn.isEmpty && Set($0.restsOn) != now
            })
        else { return nil }
        let entries = forecasts[index].restsOn.map { said in
            self.entries.first { Said($0) == said }
                ?? Entry(item: said.item, answer: said.answer, by: said.by)
        }
        return Assessment(
            feature: feature, questionnaire: questionnaire, version: version,
            dependsOn: dependsOn, entries: entries, forecasts: Array(forecasts[...index]))
    }
}
