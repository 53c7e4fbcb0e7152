import Decisions
import Diagnostics

/// Reads how one or more questions are decided: by `rules` or by a `table`.
struct LogicSection {
    let compiler: ExpressionCompiler
    let calibration: Calibration?
    let openFile: (String) -> SourceText?
    let reader: YAMLReader

    static let keys = PolicySection.keys + ["rules", "table", "otherwise"]

    /// Returns the logic of those of `questions` that the section decides.
    func read(
        _ section: YAMLMapping, _ questions: [Question]
    ) -> [(question: String, kind: DecisionLogic.Kind)] {
        if let node = section["table"] {
            if let rules = section["rules"] {
                reader.error(rules, "`rules` stands beside `table`", hint: "keep one of them")
            }
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

    private func list(_ section: YAMLMapping, _ question: Question) -> RuleList? {
        RuleListSection(
            question: question, compiler: compiler, policy: PolicySection(section, reader),
            confidence: ConfidenceSection(
                question: question,
                calibration: calibration.map { $0.questions[question.name] ?? [:] },
                reader: reader),
            reader: reader
        ).read(section)
    }
}
