import Decisions
package import Diagnostics

/// Reads an assessment.
package enum AssessmentFile {
    private static let keys = [
        "assessment", "questionnaire", "version", "depends_on", "answers", "forecasts",
    ]

    /// Returns the assessment that `source` holds and what is wrong with it; `nil` with errors.
    ///
    /// Answers to another version of `questionnaire` are kept, with a warning.
    package static func read(
        _ source: SourceText, _ questionnaire: Questionnaire
    ) -> (assessment: Assessment?, diagnostics: [Diagnostic]) {
        let reader = YAMLReader(source)
        let assessment = reader.root().flatMap { read($0, questionnaire, reader) }
        return (reader.hasErrors ? nil : assessment, reader.diagnostics)
    }

    private static func read(
        _ node: YAMLNode, _ questionnaire: Questionnaire, _ reader: YAMLReader
    ) -> Assessment? {
        guard let top = reader.mapping(node, "the assessment", keys: keys) else { return nil }
        let feature = top.text("assessment", reader)
        let name = top["questionnaire"].flatMap { reader.string($0, "`questionnaire`") }
        if let name, name != questionnaire.name, let node = top["questionnaire"] {
            reader.error(
                node, "these are answers to `\(name)`, not to `\(questionnaire.name)`",
                hint: "give its file with `--questionnaire`")
            return nil
        }
        let version = top["version"]?.scalarText ?? questionnaire.hash.short
        if version != questionnaire.hash.short, let node = top["version"] {
            reader.warn(
                node,
                "these are answers to version `\(version)` of `\(questionnaire.name)`, "
                    + "which is now `\(questionnaire.hash.short)`",
                hint: "read the questions again, then write the new version here; no answer is lost"
            )
        }
        let answers = top["answers"].map { reader.list($0, "`answers`") } ?? []
        let entries = answers.compactMap { entry($0, questionnaire, reader) }
        checkTwice(entries, answers, reader)
        let forecasts = (top["forecasts"].map { reader.list($0, "`forecasts`") } ?? [])
            .compactMap { forecast($0, reader) }
        let dependsOn = (top["depends_on"].map { reader.list($0, "`depends_on`") } ?? [])
            .compactMap { reader.string($0, "a feature") }
        guard let feature else { return nil }
        return Assessment(
            feature: feature, questionnaire: name ?? questionnaire.name, version: version,
            dependsOn: dependsOn, entries: entries, forecasts: forecasts)
    }

    private static func entry(
        _ node: YAMLNode, _ questionnaire: Questionnaire, _ reader: YAMLReader
    ) -> Assessment.Entry? {
        guard
            let section = reader.mapping(
                node, "an answer", keys: ["item", "answer", "by", "note", "measured"])
        else { return nil }
        let item = section.text("item", reader)
        if let item, let node = section["item"], questionnaire.item(item) == nil {
            reader.error(
                node, "`\(questionnaire.name)` has no item `\(item)`",
                hint: didYouMean(item, among: questionnaire.items.map(\.id)))
        }
        let given = section.required("answer", reader)
        let answer = given.flatMap { $0.scalarText == "unknown" ? nil : score($0, reader) }
        let by = section["by"].flatMap { reader.string($0, "`by`") } ?? "nobody named"
        guard let item else { return nil }
        return Assessment.Entry(
            item: item, answer: answer, by: by,
            note: section["note"].flatMap { reader.string($0, "`note`") },
            measured: section["measured"].flatMap { reader.string($0, "`measured`") })
    }

    private static func score(_ node: YAMLNode, _ reader: YAMLReader) -> Int? {
        guard let score = node.int, (0...4).contains(score) else {
            reader.error(
                node, "the answer is `\(node.scalarText ?? node.kind)`",
                hint: "expected 0 to 4 or `unknown`")
            return nil
        }
        return score
    }

    private static func checkTwice(
        _ entries: [Assessment.Entry], _ nodes: [YAMLNode], _ reader: YAMLReader
    ) {
        var seen: Set<[String]> = []
        guard entries.count == nodes.count else { return }
        for (entry, node) in zip(entries, nodes)
        where !seen.insert([entry.item, entry.by]).inserted {
            reader.error(
                node, "`\(entry.by)` answers `\(entry.item)` twice",
                hint: "keep one; different people may differ")
        }
    }

    private static func forecast(
        _ node: YAMLNode, _ reader: YAMLReader
    ) -> Assessment.Forecast? {
        guard
            let section = reader.mapping(
                node, "a forecast",
                keys: ["on", "by", "outcome", "decided_by", "model_earns", "rests_on"])
        else { return nil }
        let on = section.required("on", reader)?.scalarText
        if let on, let node = section["on"], Timestamp(on) == nil {
            reader.error(
                node, "`on` is `\(on)`", hint: "expected a time such as `2026-05-04T09:30:00Z`")
        }
        let by = section.text("by", reader)
        let outcome: Outcome? = section.required("outcome", reader).flatMap {
            reader.choice($0, "`outcome`")
        }
        let decidedBy = section.text("decided_by", reader)
        let earns = section.required("model_earns", reader).flatMap {
            reader.double($0, "`model_earns`", in: 0...1)
        }
        let restsOn = (section["rests_on"].map { reader.list($0, "`rests_on`") } ?? [])
            .compactMap { said($0, reader) }
        guard let on, let by, let outcome, let decidedBy, let earns else { return nil }
        return Assessment.Forecast(
            on: on, by: by, outcome: outcome, decidedBy: decidedBy, modelEarns: earns,
            restsOn: restsOn)
    }

    private static func said(_ node: YAMLNode, _ reader: YAMLReader) -> Assessment.Said? {
        guard let text = reader.string(node, "an answer") else { return nil }
        guard let said = Assessment.Said(text: text) else {
            reader.error(
                node, "`\(text)` is no answer", hint: "expected one such as `noise 3 ana`")
            return nil
        }
        return said
    }
}
