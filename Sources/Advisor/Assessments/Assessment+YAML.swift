import JSONCodec

extension Assessment {
    /// The file, an answer a line, so that two versions differ where the answers do.
    package var yaml: String {
        var lines = [
            "# Written by `assay advise`; edit freely, `assay advise` reads it again.",
            "assessment: \(Self.quoted(feature))",
            "questionnaire: \(Self.quoted(questionnaire))", "version: \(Self.quoted(version))",
        ]
        if !dependsOn.isEmpty {
            lines.append("depends_on: [\(dependsOn.map(Self.quoted).joined(separator: ", "))]")
        }
        lines.append(entries.isEmpty ? "answers: []" : "answers:")
        lines += entries.map { entry in
            var members = [
                "item: \(entry.item)", "answer: \(entry.answer.map(String.init) ?? "unknown")",
                "by: \(Self.quoted(entry.by))",
            ]
            if let note = entry.note { members.append("note: \(Self.quoted(note))") }
            if let measured = entry.measured {
                members.append("measured: \(Self.quoted(measured))")
            }
            return "  - { \(members.joined(separator: ", ")) }"
        }
        if !forecasts.isEmpty { lines.append("forecasts:") }
        lines += forecasts.map { forecast in
            var members = [
                "on: \(Self.quoted(forecast.on))", "by: \(Self.quoted(forecast.by))",
                "outcome: \(forecast.outcome.rawValue)", "decided_by: \(forecast.decidedBy)",
                "model_earns: \((forecast.modelEarns * 1000).rounded() / 1000)",
            ]
            if !forecast.restsOn.isEmpty {
                let said = forecast.restsOn.map { Self.quoted($0.text) }
                members.append("rests_on: [\(said.joined(separator: ", "))]")
            }
            return "  - { \(members.joined(separator: ", ")) }"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// JSON's texts are YAML's texts in double quotes.
    private static func quoted(_ text: String) -> String { JSONValue.string(text).description }
}
