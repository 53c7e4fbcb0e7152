import Audits
import Decisions
import Evidence
import JSONCodec
import Testing

/// What audits say of evidence that cannot bear them.
struct WantOfDataTests {
    private let scope = AuditScope(
        feature: "f", question: .predicate("q", instructions: ""),
        fields: [FieldDefinition(name: "text", type: .string)], now: Timestamp(microseconds: 0))

    private func findings(
        _ audits: [any Audit.Type] = AuditCatalogue.all, _ observations: [LoggedObservation] = [],
        _ material: AuditMaterial = AuditMaterial()
    ) -> [AuditFinding] {
        var run = AuditRun(audits, scopes: [scope], material: material)
        for observation in observations { run.append(observation) }
        return run.findings()
    }

    @Test func `an empty log is nothing to tell by, and every audit says what is missing`() {
        for finding in findings() {
            #expect(finding.status == .cannotTell, "\(finding.id)")
            #expect(!finding.missing.isEmpty, "\(finding.id)")
            #expect(finding.estimate == nil)
        }
    }

    @Test func `groups of one case are too few, not fair`() throws {
        let cases = (0..<60).map {
            LoggedObservation.of($0, group: "g\($0)", answer: true, truth: true)
        }
        let finding = try #require(findings([BiasAudit.self], cases).first)
        #expect(finding.status == .cannotTell)
    }

    @Test func `a single group leaves nothing to compare`() throws {
        let cases = (0..<100).map {
            LoggedObservation.of($0, group: "all", answer: true, truth: true)
        }
        #expect(findings([BiasAudit.self], cases).first?.status == .cannotTell)
    }

    @Test func `rates that are all zero make no figure that is no number`() throws {
        let cases = (0..<200).map {
            LoggedObservation.of($0, group: $0 < 100 ? "a" : "b", answer: false, truth: false)
        }
        let finding = try #require(findings([BiasAudit.self], cases).first)
        #expect(finding.status != .fires)
        #expect(finding.parts.allSatisfy { $0.estimate?.isFinite ?? true })
    }

    @Test func `many cases of one user count as one`() throws {
        let cases = (0..<400).map {
            LoggedObservation.of(
                $0, group: $0 < 200 ? "a" : "b", answer: $0 < 200, truth: true,
                user: $0 < 200 ? "u" : "v")
        }
        #expect(findings([BiasAudit.self], cases).first?.status == .cannotTell)
    }

    @Test func `without training data no hit is no proof`() throws {
        let rows = (0..<50).map {
            DatasetRow(line: $0, ["text": .string("one question of its own number \($0) here")])
        }
        let eval = AuditDatasets([.eval: Dataset(files: [("eval.jsonl", rows)])])
        let finding = try #require(
            findings([ContaminationAudit.self], [], AuditMaterial(datasets: eval)).first)
        #expect(finding.status == .cannotTell)
        #expect(finding.missing.first?.how.contains("training") == true)
    }

    @Test func `a few-shot example in the prompt is found with its line`() throws {
        let rows = ["where is my parcel from monday", "please cancel the order of last week"].map {
            DatasetRow(["text": .string($0)])
        }
        let prompt = "You sort messages.\nExample: Where is my parcel, from Monday? -> shipping"
        let material = AuditMaterial(
            datasets: AuditDatasets([.eval: Dataset(files: [("eval.jsonl", rows)])]),
            texts: [AuditText(.prompt, place: "prompt.md", text: prompt)])
        let finding = try #require(findings([ContaminationAudit.self], [], material).first)
        #expect(finding.status == .fires)
        #expect(finding.advice.contains("prompt.md:2"))
    }
}
