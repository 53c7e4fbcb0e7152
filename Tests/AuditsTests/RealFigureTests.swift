import Audits
import Decisions
import Evidence
import JSONCodec
import Testing

/// Counts of published data, from which cases are made that have the same figures: what
/// `RealDataTests` proves where the data is, without it.
struct RealFigureTests {
    /// Of 9,000 people of UCI Adult: what a rule for incomes said and what was true.
    private static let incomes: [(sex: String, answer: Bool, truth: Bool, count: Int)] = [
        ("Female", false, false, 2_623), ("Female", false, true, 228),
        ("Female", true, false, 44), ("Female", true, true, 102),
        ("Male", false, false, 3_861), ("Male", false, true, 1_055),
        ("Male", true, false, 300), ("Male", true, true, 787),
    ]

    @Test func `a rule that gives women a quarter of what it gives men fires`() throws {
        let people = Self.incomes.flatMap { Array(repeating: $0, count: $0.count) }
        let log = people.indices.map { number in
            let person = people[number * 1_009 % people.count]
            return LoggedObservation.of(
                number, group: person.sex, answer: person.answer, truth: person.truth)
        }
        let finding = try RealData.finding(BiasAudit.self, log: log)
        #expect(finding.status == .fires)
        let ratio = (146.0 / 2_997) / (1_087.0 / 6_003)
        #expect(abs(try #require(finding.estimate) - ratio) < 1e-12)
        #expect(finding.sentence.contains("0.27 times as often"))
    }

    /// Of the chatterbot corpus: how many questions stand in it so often.
    private static let repeats = [
        1: 628, 2: 47, 3: 37, 4: 21, 5: 3, 6: 1, 8: 1, 30: 1, 88: 1, 98: 1, 101: 2, 102: 2, 105: 1,
        114: 1, 118: 1, 121: 1,
    ]

    /// The rows of such a corpus, copies apart from one another.
    private static var corpus: [(times: Int, row: JSONObject)] {
        let rows = repeats.sorted { $0.key < $1.key }.flatMap { times, questions in
            (0..<questions).flatMap { number in
                let text = ["why", "does", "my", "thing", "fail"]
                    .map { "\($0)\(times)x\(number)" }.joined(separator: " ")
                return Array(
                    repeating: (times, ["text": .string(text)] as JSONObject), count: times)
            }
        }
        return rows.indices.map { rows[$0 * 1_009 % rows.count] }
    }

    private static let text = [FieldDefinition(name: "text", type: .string)]

    @Test func `a corpus with 1,277 copies gives away its test questions`() throws {
        let rows = Self.corpus.map(\.row)
        #expect(rows.count - Self.repeats.values.reduce(0, +) == 1_277)
        let (eval, training) = (RealData.half(rows, 0), RealData.half(rows, 1))
        let known = Set(training.compactMap { $0["text"]?.string })
        let copied = eval.count { known.contains($0["text"]?.string ?? "") }
        let finding = try RealData.finding(
            ContaminationAudit.self, fields: Self.text,
            sets: [.eval: eval, .training: training])
        #expect(finding.status == .fires)
        #expect(try #require(finding.estimate) >= Double(copied) / Double(eval.count))
    }

    @Test func `its most common questions alone are a collapse`() throws {
        let rows = Self.corpus
        let finding = try RealData.finding(
            CollapseAudit.self, fields: Self.text,
            sets: [
                .golden: rows.map(\.row), .synthetic: rows.filter { $0.times > 5 }.map(\.row),
            ])
        #expect(finding.status == .fires)
    }
}
