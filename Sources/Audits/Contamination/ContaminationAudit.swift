import Decisions
import Evidence

/// A3: whether the cases that a path is judged by are known to it.
package struct ContaminationAudit: Audit {
    package static let id = AuditID.contamination

    static let largestShare = AuditThreshold(
        "A3.flagged-share", 0.01,
        source: "Assay's floor: below it the score cannot move by more than a point")
    static let meaning = AuditThreshold(
        "A3.cosine", 0.9,
        source: "Assay's: closer than most sentences on one subject; models differ, so read pairs")
    /// A score of fewer items than this is not compared.
    static let leastScored = 30
    /// Of the log, as many labelled cases are looked at, the first ones.
    private static let mostItems = 100_000

    /// A case or a row by which paths are judged.
    struct Item: Sendable {
        var text: String
        var id: String?
        /// Hash of the input, as recorded answers have it.
        var input: ContentHash?
        var time: Timestamp?
        /// By path, or `eval` where a data set says it: whether it was right.
        var isRight: [String: Bool]
    }

    let scope: AuditScope
    private let material: AuditMaterial
    private(set) var logged: [Item] = []
    private(set) var labelled = 0
    /// What is found of data sets, which no observation changes; `nil` where the log is judged.
    private var ofRows: AuditFinding?

    package init(_ scope: AuditScope, _ material: AuditMaterial) {
        self.scope = scope
        self.material = material
        let rows = [material.datasets[.eval], material.datasets[.golden]].compactMap(\.self)
            .flatMap(\.rows)
        guard !rows.isEmpty else { return }
        let items = rows.map { row in
            Item(
                text: row.values.text(of: scope.fields), id: row.id, input: row.input,
                time: row.time,
                isRight: row.isCorrect.map { ["eval": $0] } ?? [:])
        }
        ofRows = ContaminationReport(self, items: items, material: material).finding()
    }

    package mutating func append(_ observation: AuditObservation) {
        guard ofRows == nil, !observation.isRepeat, let truth = observation.logged.outcome
        else { return }
        labelled += 1
        guard logged.count < Self.mostItems else { return }
        let text = observation.fields.text(of: scope.fields)
        guard !text.isEmpty else { return }
        var isRight: [String: Bool] = [:]
        for entry in observation.logged.answers {
            guard let answer = observation.answer(of: entry.path, in: scope),
                answer.status == .answered || answer.status == .abstained
                    || answer.status == .failed
            else { continue }
            isRight[entry.path] = answer.value == truth.value
        }
        logged.append(
            Item(
                text: text, id: observation.logged.caseID,
                input: observation.logged.input.withUnsafeBytes { ContentHash(bytes: $0) },
                time: observation.logged.happenedAt, isRight: isRight))
    }

    package func finding() -> AuditFinding {
        if let ofRows { return ofRows }
        guard !logged.isEmpty else { return nothingToJudge }
        return ContaminationReport(self, items: logged, material: material).finding()
    }

    private var nothingToJudge: AuditFinding {
        let sentence =
            labelled > 0
            ? "The cases have no text: near-copies cannot be looked for."
            : "There are no test questions yet."
        return .cannotTell(
            Self.id, sentence, n: labelled,
            missing: [
                .init(
                    labelled > 0 ? "a text field" : "an eval set, or cases with an outcome",
                    how: "name `datasets: { eval: eval.jsonl }` in feature.yaml, or replay cases "
                        + "that have an `outcome`")
            ])
    }
}

extension ContaminationAudit {
    package static let guide = AuditGuide(
        readsFields: true, datasets: [.eval, .golden, .training], isPerQuestion: false,
        inputs: "the text fields of `datasets.eval` and `golden`, or of labelled cases in the log; "
            + "against them `datasets.training`, `prompt.md`, lists of words or ids in the rules, "
            + "tests of the rules, recorded answers; when versions were first logged; `correct` of "
            + "the eval set or answers in the log for the inflation",
        formula: """
            An item is flagged where a source has the same words, any run of 13 of its words (GPT-3, \
            lm-eval), at least 70 % of its runs of 8 (PaLM), a Jaccard similarity of 5-word shingles \
            of 0.8 or more (of 5-character shingles under 8 words), or quotes it whole; where a list \
            of ids has its id; or where training data has a recorded answer to its input. Inflation is \
            the accuracy on flagged items less that on the others (Newcombe's interval). Of a path \
            that was changed: the accuracy on items older than the change less that on younger ones. \
            Where `audits.embedding` names an endpoint: the share of the other items whose nearest \
            training row has a cosine of `A3.cosine`, against what chance gives.
            """,
        limits: "items under \(ContaminationIndex.leastWords) words are not looked for; runs that "
            + "a twentieth of the items share are boilerplate; inflation needs "
            + "\(leastScored) items on either side; no hit is no proof, for a paraphrase has none",
        thresholds: [largestShare, meaning])
}
