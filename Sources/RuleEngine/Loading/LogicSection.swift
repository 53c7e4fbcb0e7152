import Decisions
import Diagnostics

/// Reads how one or more questions are decided: by `rules`, a `table` or a `scorecard`.
struct LogicSection {
    let compiler: ExpressionCompiler
    let calibration: Calibration?
    let openFile: (String) throws -> SourceText?
    let reader: YAMLReader

    static let keys = PolicySection.keys + ["rules", "table", "scorecard", "otherwise"]

    /// Returns the logic of those of `questions` that the section decides.
    func read(
        _ section: YAMLMapping, _ questions: [Question]
    ) -> [(question: String, kind: DecisionLogic.Kind)] {
        let kinds = ["scorecard", "table", "rules"].filter { section[$0] != nil }
        for kind in kinds.dropFirst() {
            guard let node = section[kind] else { continue }
            reader.error(node, "`\(kind)` stands beside `\(kinds[0])`", hint: "keep one of them")
        }
        if let node = section["scorecard"] { return scorecard(node, section, questions) }
        if let node = section["table"] {
            let read = TableSection(
                section: section, questions: questions, compiler: compiler,
                calibration: calibration, openFile: openFile, reader: reader
            ).read(node)
            guard let (table, answered) = read else { return [] }
            return answered.enumerated().map { ($1.name, .table(table, column: $0)) }
        }
        return questions.compactMap { question in
            list(section, question).map { (question.name, .rules($0)) }
        }
    }

    private func scorecard(
        _ node: YAMLNode, _ section: YAMLMapping, _ questions: [Question]
    ) -> [(question: String, kind: DecisionLogic.Kind)] {
        for key in PolicySection.keys {
            guard let value = section[key] else { continue }
            reader.error(
                value, "`\(key)` has no meaning beside a scorecard",
                hint: key == "thresholds" || key == "curve" ? "put it into the scorecard" : nil)
        }
        return questions.compactMap { question in
            ScorecardSection(
                question: question, compiler: compiler, calibration: calibration, reader: reader
            ).read(node, otherwise: section["otherwise"]).map { (question.name, .scorecard($0)) }
        }
    }

    private func list(_ section: YAMLMapping, _ question: Question) -> RuleList? {
        RuleListSection(
            question: question, compiler: compiler, policy: PolicySection(section, reader),
            confidence: ConfidenceSection(
                question: question,
                calibration: calibration.map { $0.questions[question.name] ?? [:] },
                reader: reader),
            calibration: calibration, reader: reader
        ).read(section)
    }
}
