import Decisions
import Evidence
import JSONCodec
import Reports
import ShadowEvaluation

/// Reads a file of truths into the log, in batches.
struct OutcomeImporter {
    let feature: Feature
    let key: FeatureKey
    let store: SQLiteEvidenceStore
    private let reader: CaseReader
    /// What is a number in a row of CSV.
    private static let numbers = ["label_probability", "confidence"].map {
        FieldDefinition(name: $0, type: .double)
    }
    private(set) var counts = OutcomeCounts()
    private(set) var problems = 0
    private var examples: [String] = []

    init(feature: Feature, key: FeatureKey, store: SQLiteEvidenceStore) {
        self.feature = feature
        self.key = key
        self.store = store
        reader = CaseReader(feature)
    }

    mutating func run(_ path: String, format: CaseFeed.Format?) async throws {
        var feed = try CaseFeed(
            path: path, format: format ?? (path.hasSuffix(".csv") ? .csv : .jsonl),
            fields: Self.numbers, chunkSize: 1 << 20)
        while let batch = try feed.next() {
            for problem in batch.problems { report(problem.line, problem.problem.description) }
            var outcomes: [Outcome] = []
            for line in batch.lines {
                outcomes += read(Array(batch.bytes[line.range]), line: line.number)
            }
            counts += try await store.record(outcomes, of: key, receivedAt: Clocks.now())
        }
    }

    private mutating func read(_ bytes: [UInt8], line: Int) -> [Outcome] {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: bytes)
        } catch {
            report(line, "\(error)")
            return []
        }
        let id = json["case_id"] ?? json[feature.caseKeys.id]
        guard let caseID = id?.string ?? id?.int.map(String.init) else {
            report(line, "an outcome has no `\(feature.caseKeys.id)`")
            return []
        }
        var found: [CaseProblem] = []
        let outcomes = reader.entry(json, caseID: caseID, problems: &found)
        for problem in found { report(line, problem.description) }
        return outcomes
    }

    private mutating func report(_ line: Int, _ fact: String) {
        problems += 1
        if examples.count < 5 { examples.append("  line \(line): \(fact)") }
    }
}

extension OutcomeImporter {
    var description: String {
        var parts = [
            "\(NumberText.count(counts.matched)) matched",
            "\(NumberText.count(counts.unmatched)) unmatched (they wait for their cases)",
            "\(NumberText.count(counts.conflicting)) conflicting",
        ]
        if counts.known > 0 { parts.append("\(NumberText.count(counts.known)) known before") }
        if problems > 0 { parts.append("\(NumberText.count(problems)) left out") }
        return (["\(feature.name): outcomes: " + parts.joined(separator: ", ")] + examples)
            .joined(separator: "\n")
    }

    /// One object, `assay.outcomes/1`.
    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("schema" as StaticString)
        writer.string("assay.outcomes/1")
        writer.key("feature" as StaticString)
        writer.string(feature.name)
        for (name, value) in [
            ("matched", counts.matched), ("unmatched", counts.unmatched),
            ("conflicting", counts.conflicting), ("known", counts.known), ("left_out", problems),
        ] {
            writer.key(name)
            writer.int(value)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
