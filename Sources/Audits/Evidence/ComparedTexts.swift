package import Decisions

/// The texts of data sets whose meanings are compared: so many as an endpoint answers in minutes,
/// spread evenly over their rows.
package struct ComparedTexts: Sendable {
    private static let mostQuestions = 1_000
    private static let mostTraining = 4_000
    /// As many rows as the Vendi score takes.
    static let varied = 100

    let questions, training, real, generated: [String]

    package init(_ datasets: AuditDatasets, _ fields: [FieldDefinition]) {
        func texts(_ rows: some Sequence<DatasetRow>, most: Int) -> [String] {
            var seen: Set<String> = []
            let texts = rows.map { $0.values.text(of: fields) }
                .filter { !$0.isEmpty && seen.insert($0).inserted }
            let count = min(most, texts.count)
            return (0..<count).map { texts[$0 * texts.count / count] }
        }
        let named = [datasets[.eval], datasets[.golden]].compactMap(\.self)
        questions = texts(named.lazy.flatMap(\.rows), most: Self.mostQuestions)
        training = texts(
            datasets[.training]?.files.flatMap(\.rows) ?? [], most: Self.mostTraining)
        let last = datasets[.synthetic]?.files.last
        generated = texts(last?.rows ?? [], most: Self.varied)
        real =
            generated.isEmpty
            ? []
            : texts(
                (datasets[.golden] ?? datasets[.eval])?.files.flatMap(\.rows) ?? [],
                most: Self.varied)
    }

    /// All that have something to be compared with, each once.
    package var all: [String] {
        let pairs = [(questions, training), (real, generated)]
        return Set(pairs.filter { !$0.0.isEmpty && !$0.1.isEmpty }.flatMap { $0.0 + $0.1 }).sorted()
    }
}
