import Decisions

/// How many of the last batch's runs of five words no earlier batch had.
struct BatchNovelty: Sendable {
    private static let length = 5

    let batch: String
    let runs: Int
    let new: Int

    /// Makes it of a data set's files; `nil` for fewer than two, or without texts in the last.
    init?(_ dataset: Dataset?, _ fields: [FieldDefinition]) {
        guard let dataset, dataset.files.count > 1, let last = dataset.files.last else {
            return nil
        }
        func runs(_ rows: [DatasetRow]) -> Set<UInt64> {
            Set(rows.lazy.flatMap { TextTokens($0.values.text(of: fields)).runs(Self.length) })
        }
        let own = runs(last.rows)
        guard !own.isEmpty else { return nil }
        let earlier = dataset.files.dropLast().reduce(into: Set<UInt64>()) { known, file in
            for row in file.rows {
                known.formUnion(TextTokens(row.values.text(of: fields)).runs(Self.length))
            }
        }
        batch = last.name
        self.runs = own.count
        new = own.subtracting(earlier).count
    }
}
