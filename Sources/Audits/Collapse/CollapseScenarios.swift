import Decisions
import JSONCodec
import Statistics

extension CollapseAudit {
    /// 1,000 real rows of 6 to 30 words of Zipf's law, and 600 that are generated.
    package static let scenarios: [AuditScenario] = [
        AuditScenario(
            .fault(.weak), "a word beyond the 1,500 commonest is redrawn half of the time"
        ) {
            sample($0, beyond: 1_500, chance: 0.5)
        },
        AuditScenario(.fault(.medium), "words beyond the 1,500 commonest are redrawn") {
            sample($0, beyond: 1_500, chance: 0.9)
        },
        AuditScenario(.fault(.strong), "words beyond the 500 commonest never occur") {
            sample($0, beyond: 500, chance: 1)
        },
        AuditScenario(.noFault, "generated rows are drawn as real ones") { sample($0) },
        AuditScenario(.lookAlike, "generated texts are short, of 4 to 8 words") {
            sample($0, length: 4...8)
        },
        AuditScenario(.lookAlike, "every generated text has 18 words, drawn as real ones") {
            sample($0, length: 18...18)
        },
    ]

    private static func sample(
        _ seed: UInt64, beyond rank: Int = 0, chance: Double = 0, length: ClosedRange<Int> = 6...30
    ) -> AuditSample {
        var words = ZipfWords(seed: seed)
        var generator = SeededGenerator(seed: seed &+ 1_000_000)
        func word(_ chance: Double) -> String {
            let drawn = words.word()
            guard chance > 0, (Int(drawn.dropFirst()) ?? 0) >= rank,
                Double.random(in: 0..<1, using: &generator) < chance
            else { return drawn }
            return word(chance)
        }
        func rows(_ count: Int, _ lengths: ClosedRange<Int>, _ chance: Double) -> [DatasetRow] {
            (0..<count).map { line in
                let text = (0..<Int.random(in: lengths, using: &generator)).map { _ in word(chance)
                }
                return DatasetRow(
                    line: line + 1, ["text": .string(text.joined(separator: " "))])
            }
        }
        let real = rows(1_000, 6...30, 0)
        let made = rows(600, length, chance)
        let scope = AuditScope(
            feature: "study", question: .predicate("good", instructions: "Good?"),
            fields: [FieldDefinition(name: "text", type: .string)],
            now: Timestamp(microseconds: 0))
        return AuditSample(
            scope,
            material: AuditMaterial(
                datasets: AuditDatasets([
                    .golden: Dataset(files: [("golden.jsonl", real)]),
                    .synthetic: Dataset(files: [("generation-1.jsonl", made)]),
                ])))
    }
}
