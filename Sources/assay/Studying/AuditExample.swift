import Audits
import Decisions
import Evidence
import JSONCodec

/// A folder with the evidence of an audit's strongest planted fault, to be looked at and audited.
struct AuditExample {
    let audit: any Audit.Type
    let sample: AuditSample

    /// Makes the example of the strongest fault; `nil` where it shows only in events.
    init?(_ audit: any Audit.Type) {
        guard let scenario = audit.scenarios.first(where: { $0.kind == .fault(.strong) }) else {
            return nil
        }
        let sample = scenario.sample(seed: 1)
        guard sample.events.isEmpty else { return nil }
        self.audit = audit
        self.sample = sample
    }

    /// By name, what the folder holds.
    var files: [(name: String, text: String)] {
        let sets = datasets
        var files = [
            ("feature.yaml", feature(sets)), ("rules.yaml", "rules: []\notherwise: true\n"),
        ]
        files += sets.flatMap(\.files).map { ($0.name, Self.lines($0.rows.map(\.values))) }
        if !sample.observations.isEmpty {
            files.append(("traffic.jsonl", Self.lines(sample.observations.map(Self.recorded))))
        }
        return files
    }

    /// The commands that show the fault.
    func commands(_ folder: String) -> String {
        let audit = "assay audit \(folder) --only \(self.audit.id.rawValue) --detail"
        guard !sample.observations.isEmpty else { return audit }
        let log = "--evidence \(folder)/assay.sqlite"
        return "assay replay \(folder) \(log) && \(audit) \(log)"
    }

    private var datasets: [(role: DatasetRole, files: [(name: String, rows: [DatasetRow])])] {
        DatasetRole.allCases.compactMap { role in
            sample.material.datasets[role].map { dataset in
                let files = dataset.files.enumerated().map { index, file in
                    ("\(role.rawValue)-\(index + 1).jsonl", file.rows)
                }
                return (role, files)
            }
        }
    }

    private func feature(
        _ sets: [(role: DatasetRole, files: [(name: String, rows: [DatasetRow])])]
    ) -> String {
        let fields = sample.scope.fields.map { field in
            let type = field.type == .double ? "double" : "string"
            return "  \(field.name): { type: \(type), optional: true }"
        }
        let named = sets.map { set in
            "  \(set.role.rawValue): [\(set.files.map(\.name).joined(separator: ", "))]"
        }
        return """
            # Made by `assay study audits --example \(audit.id.rawValue)`: the fault is planted.
            feature: study
            questions: [{ name: \(sample.scope.question.name), type: predicate, instructions: Good? }]
            fields:
            \((fields.isEmpty ? ["  text: { type: string, optional: true }"] : fields)
                .joined(separator: "\n"))
            paths: { heuristic: { rules: rules.yaml } }
            outcome: { depends_on_answer: no }
            slices: [\(sample.scope.slices.joined(separator: ", "))]
            datasets:
            \(named.joined(separator: "\n"))

            """
    }

    private static func recorded(_ observation: LoggedObservation) -> JSONObject {
        var values = (try? JSONValue(parsing: observation.input))?.object ?? JSONObject()
        values["id"] = .string(observation.caseID)
        values["time"] = .string(observation.happenedAt.description)
        if let user = observation.user { values["user"] = .string(user) }
        if let truth = observation.outcome { values["outcome"] = .bool(truth.value == .flag(true)) }
        if !observation.groups.isEmpty {
            var groups = JSONObject()
            for (name, group) in observation.groups.sorted(by: { $0.key < $1.key }) {
                groups[name] = .string(group)
            }
            values["groups"] = .object(groups)
        }
        return values
    }

    private static func lines(_ rows: [JSONObject]) -> String {
        rows.map { JSONValue.object($0).description + "\n" }.joined()
    }
}
