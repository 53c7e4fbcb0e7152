import CEL
import Decisions
import Diagnostics

/// Looks for rules of a list that contradict themselves or each other, or that can never decide.
struct ConditionChecks {
    let list: RuleList
    let rows: [RuleRow]
    /// Rules about which other findings have been reported.
    let reported: Set<Int>
    let environment: Environment
    /// Boolean variables as they are written, each after those that it reads.
    let variables: [(name: String, text: String)]
    let fieldCount: Int
    let reader: YAMLReader

    private static let mostTests = 20_000
    private static let mostParts = 200_000

    func report() {
        guard let conditions else {
            return reader.remark(
                "overlaps of \(rows.count) conditions, which are too many to compare")
        }
        var types: [String: InputType] = [:]
        var subjects: [String] = []
        for part in conditions.joined() {
            guard let known = types[part.subject] else {
                types[part.subject] = part.type
                subjects.append(part.subject)
                continue
            }
            if known != part.type { types[part.subject] = .dyn }
        }
        // Beyond this, mostly with conditions that have nothing in common, it takes too long.
        guard subjects.count * rows.count <= Self.mostTests else {
            return reader.remark(
                "overlaps of \(rows.count) conditions that test \(subjects.count) different things, which "
                    + "are too many to compare")
        }
        remark(conditions)
        let places = Dictionary(uniqueKeysWithValues: subjects.enumerated().map { ($1, $0) })
        var tests = rows.map { _ in [[CellTest]](repeating: [], count: subjects.count) }
        for (rule, parts) in conditions.enumerated() {
            for part in parts { places[part.subject].map { tests[rule][$0].append(part.test) } }
        }
        let isFields = subjects.map(isField)
        let columns = subjects.enumerated().map { index, subject in
            column(
                subject, types[subject] ?? .bool, tests.flatMap { $0[index] },
                isField: isFields[index])
        }
        BoxChecks(
            word: "rule", hitPolicy: list.hitPolicy, columns: columns,
            items: rows.enumerated().map { index, row in
                BoxChecks.Item(
                    id: row.rule.id,
                    place: SourceCell(row.condition) ?? SourceCell(place: row.node),
                    tests: tests[index], outputs: [row.rule.output],
                    isReported: reported.contains(index))
            }, order: list.order, reader: reader
        ).report()
    }

    /// What each rule tests; `nil` where that is too much.
    private var conditions: [[ConditionReader.Part]]? {
        var reading = ConditionReader(environment: environment)
        let texts = rows.map(\.rule.condition.text)
        // Of a variable that some condition negates it must be seen that it contradicts itself,
        // whatever it stands for.
        let negated = Set(texts.flatMap { ConditionText($0).negatedNames })
        for (name, text) in variables where !negated.contains(name) {
            reading.define(name, as: text)
        }
        var conditions: [[ConditionReader.Part]] = []
        var count = 0
        for text in texts {
            let parts = reading.parts(of: text)
            count += parts.count
            guard count <= Self.mostParts else { return nil }
            conditions.append(parts)
        }
        return conditions
    }

    private func isField(_ subject: String) -> Bool {
        environment.slot(of: subject).map { $0 < fieldCount } ?? false
    }

    private func remark(_ conditions: [[ConditionReader.Part]]) {
        let opaque = zip(rows, conditions).filter { _, parts in
            !parts.allSatisfy { $0.isUnderstood && isField($0.subject) }
        }.map(\.0.rule.id)
        guard !opaque.isEmpty else { return }
        reader.remark(
            "overlaps of \(namesInWords(opaque, "and")) with other rules, where conditions are compared "
                + "by their text alone")
    }

    private func column(
        _ subject: String, _ type: InputType, _ tests: [CellTest], isField: Bool
    ) -> BoxChecks.Column {
        let slot = environment.slot(of: subject)
        // Whatever is no field may fail, and is then neither true nor false.
        let mayFail = slot.map { $0 >= fieldCount || environment.variables[$0].isOptional } ?? true
        return BoxChecks.Column(
            name: subject, classes: InputClasses(tests, of: type), isOptional: mayFail,
            isField: isField)
    }
}
