import Decisions
import Evidence
import JSONCodec

/// A1: whether generated data has lost what is rare in real data.
package struct CollapseAudit: Audit {
    package static let id = AuditID.collapse

    static let tailRatio = AuditThreshold(
        "A1.tail-ratio", 0.8, source: "Assay's: of what another half of the real rows holds")
    static let variety = AuditThreshold(
        "A1.variety", 0.8, source: "Assay's floor for distinct runs and the Vendi score")
    static let leastRows = 100
    /// Of the log, as many cases stand for real rows where no data set does.
    private static let mostLogged = 20_000

    let scope: AuditScope
    private let material: AuditMaterial
    private var logged: [DatasetRow] = []
    /// What is found of data sets, which no observation changes; `nil` where the log has the real
    /// rows.
    private var ofRows: AuditFinding?

    package init(_ scope: AuditScope, _ material: AuditMaterial) {
        self.scope = scope
        self.material = material
        guard let real = namedReal else { return }
        ofRows = finding(real: real)
    }

    package mutating func append(_ observation: AuditObservation) {
        guard ofRows == nil, !observation.isRepeat, observation.isFirstOfUser,
            logged.count < Self.mostLogged, material.datasets[.synthetic] != nil
        else { return }
        var values = observation.fields
        if let truth = observation.logged.outcome {
            values["outcome"] = .string(truth.value.description)
        }
        logged.append(DatasetRow(values))
    }

    /// Rows that nobody generated, and the data set that has them.
    private var namedReal: (name: String, rows: [DatasetRow])? {
        for role in [DatasetRole.golden, .eval] {
            if let dataset = material.datasets[role], dataset.count >= Self.leastRows {
                return (role.rawValue, Array(dataset.rows))
            }
        }
        return nil
    }

    package func finding() -> AuditFinding {
        ofRows ?? finding(real: ("the log", logged))
    }

    private func finding(real: (name: String, rows: [DatasetRow])) -> AuditFinding {
        guard let synthetic = material.datasets[.synthetic], synthetic.count > 0 else {
            return .cannotTell(
                Self.id, "No generated data is named.",
                missing: [
                    .init(
                        "generated data, a file a generation",
                        how: "name `datasets: { synthetic: [gen1.jsonl, gen2.jsonl] }` in "
                            + "feature.yaml; without any this audit is not needed")
                ])
        }
        guard real.rows.count >= Self.leastRows, let last = synthetic.files.last,
            last.rows.count >= Self.leastRows
        else {
            return .cannotTell(
                Self.id, "Too few rows to tell what is rare.", n: real.rows.count,
                missing: [
                    .init(
                        "\(Self.leastRows) real rows and as many of the last generation",
                        how: "name real rows as `datasets.golden` or `eval`, or replay recorded "
                            + "cases")
                ])
        }
        let unlike = UnlikeField.all(in: synthetic, scope.fields, of: scope.question)
            .filter { field in
                real.rows.contains { row in row.values[field.name].map { !$0.isNull } ?? false }
            }
        var scope = scope
        scope.fields.removeAll { field in unlike.contains { $0.name == field.name } }
        var finding = CollapseReport(
            scope, real: real.rows, name: real.name, generations: synthetic.files,
            training: material.datasets[.training],
            meanings: material.embeddings.map {
                MeaningVariety(ComparedTexts(material.datasets, scope.fields), $0)
            }
        ).finding()
        finding.parts += unlike.map(\.part)
        finding.missing += unlike.map { $0.missing(in: .synthetic) }
        if finding.status == .ok, !unlike.isEmpty { finding.status = .cannotTell }
        return finding
    }
}

extension CollapseAudit {
    package static let guide = AuditGuide(
        readsFields: true, datasets: [.synthetic, .golden, .eval, .training],
        isPerQuestion: false,
        inputs: "`datasets.synthetic`, a file a generation in their order, against real rows: "
            + "`golden`, else `eval`, else cases of the log; `training`, for whether real rows are "
            + "kept",
        formula: """
            The rows' words, and the values of fields without text, are types. Every second real row \
            fixes the tail: its rarest types that hold 5 % of its mass. Tail mass ratio is the share \
            of generated mass in the tail, over that of the other real rows (log-normal interval, \
            equal rows being one cluster). Beside it, over as many words of either: coverage of the \
            tail, distinct-2, self-BLEU (500 rows), the Vendi score of cosines of word counts (100 \
            rows), exp(H) of outcomes, and Kendall's τ over generations.
            """,
        limits: "from \(leastRows) rows of either on; fires on the tail alone, at its share of the "
            + "yearly chance of a false alarm; rare here means rare words and values, not meanings",
        thresholds: [tailRatio, variety])
}
