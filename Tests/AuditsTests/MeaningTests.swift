import Decisions
import JSONCodec
import Testing

@testable import Audits

/// What A1 and A3 make of embeddings.
struct MeaningTests {
    private static let scope = AuditScope(
        feature: "notes", question: .predicate("good", instructions: "Good?"),
        fields: [FieldDefinition(name: "text", type: .string)],
        now: Timestamp(microseconds: 0))

    private static func rows(_ texts: [String]) -> Dataset {
        let rows = texts.enumerated().map {
            DatasetRow(line: $0 + 1, ["text": .string($1)])
        }
        return Dataset(files: [("rows.jsonl", rows)])
    }

    private static func finding(
        _ audit: any Audit.Type, _ sets: [DatasetRole: Dataset], _ embeddings: AuditEmbeddings?
    ) -> AuditFinding? {
        let material = AuditMaterial(datasets: AuditDatasets(sets), embeddings: embeddings)
        return AuditRun([audit], scopes: [scope], material: material).findings().first
    }

    /// `count` vectors at right angles to one another.
    private static func axis(_ index: Int, of count: Int = 400) -> [Float] {
        (0..<count).map { $0 == index ? 1 : 0 }
    }

    private static let questions = (0..<100).map { "question q\($0) asks a\($0) of b\($0 / 2)" }
    private static let training = (0..<100).map { "row r\($0) tells c\($0) of d\($0)" }

    private static func contamination(_ embeddings: AuditEmbeddings?) -> AuditFinding? {
        finding(
            ContaminationAudit.self, [.eval: rows(questions), .training: rows(training)],
            embeddings)
    }

    @Test func `a paraphrase that shares no run of words is worth a watch, with the pair`() throws {
        var vectors: [String: [Float]] = [:]
        for (index, text) in Self.questions.enumerated() { vectors[text] = Self.axis(index) }
        for (index, text) in Self.training.enumerated() {
            vectors[text] = Self.axis(index < 3 ? index : 100 + index)
        }
        let found = try #require(Self.contamination(.vectors(vectors)))
        #expect(Self.contamination(nil)?.status == .ok)
        #expect(found.status == .watch)
        let part = try #require(found.parts.first { $0.name == NearMeanings.name })
        #expect(part.estimate == 0.03)
        #expect(part.note?.contains("row r") == true)
    }

    @Test func `questions of a narrow field that are all alike are no paraphrases`() throws {
        let texts = Self.questions + Self.training
        let vectors = Dictionary(uniqueKeysWithValues: texts.map { ($0, Self.axis(0)) })
        let found = try #require(Self.contamination(.vectors(vectors)))
        #expect(found.status == .ok)
        #expect(found.parts.first { $0.name == NearMeanings.name }?.estimate == 1)
    }

    @Test func `an endpoint that failed is said in the sentence and as a part`() throws {
        let found = try #require(Self.contamination(.failed("it answered with status 401")))
        #expect(found.sentence.contains("status 401"))
        #expect(found.parts.contains { $0.name == NearMeanings.name && $0.status == .cannotTell })
    }

    @Test func `generated rows that say ten things in a hundred ways have lost variety`() throws {
        var vectors: [String: [Float]] = [:]
        for (index, text) in Self.questions.enumerated() { vectors[text] = Self.axis(index) }
        for (index, text) in Self.training.enumerated() { vectors[text] = Self.axis(index % 10) }
        let sets: [DatasetRole: Dataset] = [
            .golden: Self.rows(Self.questions), .synthetic: Self.rows(Self.training),
        ]
        let found = try #require(Self.finding(CollapseAudit.self, sets, .vectors(vectors)))
        let part = try #require(found.parts.first { $0.name == MeaningVariety.name })
        #expect(part.status == .watch)
        #expect(abs((part.estimate ?? 0) - 0.1) < 1e-6)
    }
}
