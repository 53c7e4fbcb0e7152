import Decisions
import JSONCodec
import Statistics

extension ContaminationAudit {
    /// 200 test questions and 600 training rows of 6 to 30 words of Zipf's law.
    package static let scenarios: [AuditScenario] = [
        AuditScenario(
            .fault(.weak), "2 % of the questions are training rows, every 15th word changed"
        ) { sample($0, copies: 0.02, edits: [8], of: 15) },
        AuditScenario(
            .fault(.medium), "5 % of the questions are training rows, the first word changed"
        ) { sample($0, copies: 0.05, edits: [0], of: 99) },
        AuditScenario(.fault(.strong), "10 % of the questions are training rows, word for word") {
            sample($0, copies: 0.1)
        },
        AuditScenario(.noFault, "questions and training rows are drawn apart") {
            sample($0, copies: 0)
        },
        AuditScenario(.lookAlike, "every third text ends with the same 16 words of boilerplate") {
            sample($0, copies: 0, boilerplate: true)
        },
        AuditScenario(.lookAlike, "one text in five is a phrase of three words from a list of 20") {
            sample($0, copies: 0, phrases: true)
        },
    ]

    private static func sample(
        _ seed: UInt64, copies: Double, edits: Set<Int> = [], of length: Int = 1, boilerplate: Bool = false,
        phrases: Bool = false
    ) -> AuditSample {
        var words = ZipfWords(seed: seed)
        func text(_ index: Int) -> [String] {
            if phrases, index.isMultiple(of: 5) { return words.phrase() }
            let own = words.text(6...30)
            return boilerplate && index.isMultiple(of: 3) ? own + ZipfWords.boilerplate : own
        }
        let eval = (0..<200).map(text)
        var training = (0..<600).map(text)
        for index in 0..<Int(copies * 200) {
            var copy = eval[index]
            for place in copy.indices where edits.contains(place % length) { copy[place] = words.word() }
            training[index * 3] = copy
        }
        func rows(_ texts: [[String]]) -> Dataset {
            let rows = texts.enumerated().map { line, text in
                DatasetRow(line: line + 1, ["text": .string(text.joined(separator: " "))])
            }
            return Dataset(files: [("study.jsonl", rows)])
        }
        let question = Question.predicate("good", instructions: "Good?")
        let scope = AuditScope(
            feature: "study", question: question,
            fields: [FieldDefinition(name: "text", type: .string)],
            now: Timestamp(microseconds: 0))
        return AuditSample(
            scope,
            material: AuditMaterial(
                datasets: AuditDatasets([.eval: rows(eval), .training: rows(training)])))
    }
}

/// Words of Zipf's law, the kth with a weight of 1/k, from 3,000.
struct ZipfWords {
    static let boilerplate = (0..<16).map { "notice\($0)" }

    private static let cumulative: [Double] = {
        var sum = 0.0
        return (1...3_000).map { rank in
            sum += 1 / Double(rank)
            return sum
        }
    }()

    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func word() -> String {
        let total = Self.cumulative[Self.cumulative.count - 1]
        let mark = Double.random(in: 0..<total, using: &generator)
        var (low, high) = (0, Self.cumulative.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if Self.cumulative[middle] <= mark { low = middle + 1 } else { high = middle }
        }
        return "w\(low)"
    }

    mutating func text(_ length: ClosedRange<Int>) -> [String] {
        (0..<Int.random(in: length, using: &generator)).map { _ in word() }
    }

    mutating func phrase() -> [String] {
        let number = Int.random(in: 0..<20, using: &generator)
        return ["thanks", "for", "that\(number)"]
    }
}
