import Audits
import Decisions
import Evidence
import JSONCodec

/// The files of a feature that has the evidence of a sample.
struct AuditExample {
    let name: String
    let description: String
    let sample: AuditSample

    /// The field from which the rules read what the heuristic said in the sample.
    private static let says = "heuristic_says"

    /// The files by name; the log is apart.
    var files: [(name: String, text: String)] {
        [("feature.yaml", featureFile), ("rules.yaml", rules), ("prompt.md", prompt)]
            + datasets + [("traffic.jsonl", traffic)]
    }

    private var question: Question { sample.scope.question }

    private var featureFile: String {
        """
        # Written by `assay study audits`: \(description).
        feature: \(name)
        questions:
          - name: \(quoted(question.name))
            type: \(question.kind.rawValue)
            instructions: \(quoted(question.instructions))
        \(options)fields:
        \(fields)
        paths:
          heuristic: { rules: rules.yaml }
        \(otherPaths)in_charge: heuristic
        outcome: { depends_on_answer: no, matures_after: 0s }
        economics: { wrong: 1.00, abstain: 0.50 }
        \(slices)\(settings)\(sets)
        """
    }

    private var options: String {
        let labels = question.labels.map(quoted).joined(separator: ", ")
        return switch question.kind {
        case .predicate: ""
        case .choice: "    choices: [\(labels)]\n"
        case .score: "    levels: [\(labels)]\n"
        }
    }

    private var fields: String {
        let fields = sample.scope.fields.map { ($0.name, "\($0.type)") }
        let slices = sample.scope.slices.filter { slice in !fields.contains { $0.0 == slice } }
        return (fields + slices.map { ($0, "string") } + [(Self.says, "string")])
            .map { "  \(quoted($0)): { type: \(quoted($1)), optional: true }" }
            .joined(separator: "\n")
    }

    /// Models that cannot be asked: their answers are in the log.
    private var otherPaths: String {
        let names = Set(sample.observations.flatMap { $0.answers.map(\.path) }).sorted()
        return names.filter { $0 != "heuristic" }.map { name in
            "  \(quoted(name)): { api: chat, base_url: \"${ASSAY_MODEL_URL}\", model: example, "
                + "prompt: prompt.md }\n"
        }.joined()
    }

    private var slices: String {
        guard !sample.scope.slices.isEmpty else { return "" }
        return "slices: [\(sample.scope.slices.map(quoted).joined(separator: ", "))]\n"
    }

    private var settings: String {
        let settings = sample.scope.settings
        var lines: [String] = []
        func list(_ name: String, _ values: [String]) {
            if values.isEmpty { return }
            lines.append("  \(name): [\(values.joined(separator: ", "))]\n")
        }
        func map(_ name: String, _ pairs: [(String, String)]) {
            if pairs.isEmpty { return }
            let texts = pairs.sorted { $0.0 < $1.0 }.map { "\(quoted($0)): \($1)" }
            lines.append("  \(name): { \(texts.joined(separator: ", ")) }\n")
        }
        list("groups", settings.groups.map(quoted))
        list("favourable", settings.favourable.map(scalar))
        map("reference", settings.reference.map { ($0.key, quoted($0.value)) })
        map("thresholds", settings.thresholds.map { ($0.key, "\($0.value)") })
        return lines.isEmpty ? "" : "audits:\n" + lines.joined()
    }

    private var sets: String {
        let roles = DatasetRole.allCases.compactMap { role in
            sample.material.datasets[role].map { set in
                let names = set.files.indices.map { Self.file(role, $0) }
                return "  \(role.rawValue): [\(names.joined(separator: ", "))]\n"
            }
        }
        return roles.isEmpty ? "" : "datasets:\n" + roles.joined()
    }

    private static func file(_ role: DatasetRole, _ index: Int) -> String {
        "\(role.rawValue)-\(index + 1).jsonl"
    }

    private var datasets: [(name: String, text: String)] {
        DatasetRole.allCases.flatMap { role in
            (sample.material.datasets[role]?.files ?? []).enumerated().map { index, file in
                (Self.file(role, index), lines(file.rows.map(\.values)))
            }
        }
    }

    private var rules: String {
        let rules = question.options.enumerated().map { index, option in
            let label = quoted(option.value.description)
            let condition = "has(\(Self.says)) && \(Self.says) == \(label)"
            return """
                  - id: says-\(index)
                    condition: '\(condition.replacing("'", with: "''"))'
                    output: \(scalar(option.value))
                """
        }
        return """
            # The heuristic repeats what it said in the sample.
            hit_policy: first
            rules:
            \(rules.joined(separator: "\n"))
            otherwise: abstain

            """
    }

    private var prompt: String {
        let texts = sample.material.texts.filter { $0.kind == .prompt }.map(\.text)
        return ([question.instructions] + texts).joined(separator: "\n") + "\n"
    }

    private var traffic: String {
        lines(
            sample.observations.map { observation in
                var line: JSONObject = [
                    "id": .string(observation.caseID),
                    "time": .string(observation.happenedAt.description),
                ]
                if let user = observation.user { line["user"] = .string(user) }
                if !observation.groups.isEmpty { line["groups"] = groups(observation.groups) }
                for member in input(of: observation).members { line[member.key] = member.value }
                if let outcome = observation.outcome { line["outcome"] = json(outcome.value) }
                return line
            })
    }

    private func groups(_ groups: [String: String]) -> JSONValue {
        var object = JSONObject()
        for (key, value) in groups.sorted(by: { $0.key < $1.key }) { object[key] = .string(value) }
        return .object(object)
    }

    /// A case's fields, with what the heuristic said of it.
    func input(of observation: LoggedObservation) -> JSONObject {
        var input = (try? JSONValue(parsing: observation.input).object) ?? JSONObject()
        let answer = observation.answers.first { $0.path == "heuristic" && $0.repeatIndex == 0 }
        if let value = answer?.value { input[Self.says] = .string(value.description) }
        return input
    }

    private func json(_ value: OptionValue) -> JSONValue {
        switch value {
        case .text(let text): .string(text)
        case .flag(let flag): .bool(flag)
        }
    }

    private func lines(_ objects: [JSONObject]) -> String {
        objects.map { text(.object($0)) + "\n" }.joined()
    }

    private func scalar(_ value: OptionValue) -> String { text(json(value)) }
    /// A JSON string is one of YAML too, and of CEL.
    private func quoted(_ string: String) -> String { text(.string(string)) }
    private func text(_ value: JSONValue) -> String { String(decoding: value.json, as: UTF8.self) }
}
