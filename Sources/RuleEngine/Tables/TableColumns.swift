import Decisions
import Diagnostics

/// Reads what a table says of each question: `otherwise`, `thresholds`, `curve`,
/// `priority`.
///
/// Where the table answers several questions, each of them is a mapping of their names.
struct TableColumns {
    let policy: PolicySection
    let questions: [Question]
    let otherwise: [Otherwise]
    let confidences: [ConfidenceSection]
    let reader: YAMLReader
    private let thresholds: [Thresholds?]
    private let curves: [(curve: LogisticCurve?, isMeasured: Bool)]
    private let ranks: [[RuleOutput: Int]]

    init(
        section: YAMLMapping, policy: PolicySection, questions: [Question],
        calibration: Calibration?, reader: YAMLReader
    ) {
        self.policy = policy
        self.questions = questions
        self.reader = reader
        let confidences = questions.map { question in
            ConfidenceSection(
                question: question,
                calibration: calibration.map { $0.questions[question.name] ?? [:] },
                reader: reader)
        }
        self.confidences = confidences
        let fallbacks = Self.split(section, "otherwise", questions, reader)
        otherwise = questions.indices.map { index in
            OtherwiseSection(
                question: questions[index], confidence: confidences[index], reader: reader
            ).read(fallbacks[index])
        }
        thresholds = zip(questions, Self.split(section, "thresholds", questions, reader)).map {
            policy.thresholds($1, of: $0)
        }
        curves = zip(questions, Self.split(section, "curve", questions, reader)).map {
            (policy.curve($1, of: $0, calibration), CurveSection.isMeasured($1))
        }
        ranks = zip(questions, Self.split(section, "priority", questions, reader)).map {
            policy.ranks($1, of: $0)
        }
    }

    /// Returns what stands under `key` for each question.
    private static func split(
        _ section: YAMLMapping, _ key: String, _ questions: [Question], _ reader: YAMLReader
    ) -> [YAMLNode?] {
        guard let node = section[key] else { return questions.map { _ in nil } }
        guard questions.count > 1 else { return [node] }
        let names = questions.map(\.name)
        guard let mapping = reader.mapping(node, "`\(key)` of several questions", keys: names)
        else { return questions.map { _ in nil } }
        return names.map { mapping[$0] }
    }

    /// Makes the table of rows that have been read.
    func table(inputs: [TableInput], _ rows: [TableRows.Row]) -> DecisionTable {
        DecisionTable(
            hitPolicy: policy.hitPolicy, inputs: inputs, rows: rows.map(\.row),
            columns: questions.indices.map { resolution($0, rows) }, order: order(rows))
    }

    private func resolution(_ column: Int, _ rows: [TableRows.Row]) -> HitResolution {
        HitResolution(
            hitPolicy: policy.hitPolicy, aggregation: policy.aggregation,
            outputs: rows.map { $0.outputs[column] }, thresholds: thresholds[column],
            curve: curves[column].curve, isCurveMeasured: curves[column].isMeasured,
            confidences: rows.map {
                confidences[column].probability($0.row.id, $0.row.confidence)
            },
            otherwise: otherwise[column],
            otherwiseConfidence: confidences[column].probability(
                Otherwise.id, otherwise[column].confidence))
    }

    /// Orders by the first output, then by the second, …, then by the row.
    private func order(_ rows: [TableRows.Row]) -> [Int] {
        let keys = rows.map { row in zip(ranks, row.outputs).map { $0[$1] ?? 0 } }
        let sorted = rows.indices.sorted { left, right in
            keys[left] == keys[right]
                ? left < right : keys[left].lexicographicallyPrecedes(keys[right])
        }
        var order = [Int](repeating: 0, count: rows.count)
        for (place, row) in sorted.enumerated() { order[row] = place }
        return order
    }
}
