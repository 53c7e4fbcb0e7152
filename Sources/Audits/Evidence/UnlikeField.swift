import Decisions
import Evidence
import JSONCodec

/// A field that a data set has otherwise than the feature declares it: held against cases it would
/// tell of two ways of writing, and of no change.
struct UnlikeField: Hashable, Sendable {
    /// More values of another type than this are no slips.
    private static let mostOfOtherType = 0.05
    /// A file of fewer rows may lack a column by chance.
    private static let leastRows = 20

    let name: String
    /// What is wrong, with the place.
    let fact: String

    /// Returns the fields of which rows of `dataset` lack a column or have another type.
    static func all(
        in dataset: Dataset, _ fields: [FieldDefinition], of question: Question
    ) -> [UnlikeField] {
        fields.compactMap { field in
            UnlikeField(
                field.name, in: dataset, isMissingUnlike: true,
                expected: "\(field.type.description)"
            ) { $0.fits(field.type) }
        }
            + [
                UnlikeField(
                    outcome, in: dataset, isMissingUnlike: false, expected: "an answer"
                ) { value in
                    question.options.contains { $0.value.description == value.scalarText }
                }
            ].compactMap(\.self)
    }

    static let outcome = "outcome"

    private init?(
        _ name: String, in dataset: Dataset, isMissingUnlike: Bool, expected: String,
        fits: (JSONValue) -> Bool
    ) {
        self.name = name
        var (known, others) = (0, 0)
        var example: String?
        for file in dataset.files {
            var ofFile = 0
            for row in file.rows {
                guard let value = row.values[name], !value.isNull else { continue }
                ofFile += 1
                guard !fits(value) else { continue }
                others += 1
                let shown = value.scalarText.map { "`\($0.prefix(40))`" } ?? "a list or an object"
                example = example ?? "\(file.name):\(row.line) has \(shown)"
            }
            known += ofFile
            if ofFile == 0, isMissingUnlike, file.rows.count >= Self.leastRows {
                fact = "\(file.name) has no column `\(name)`"
                return
            }
        }
        guard let example, Double(others) > Self.mostOfOtherType * Double(known) else { return nil }
        fact = "`\(name)` is to be \(expected), but \(example)"
    }

    var part: AuditFinding.Part { .init(name, .cannotTell, n: 0, note: "not compared: \(fact)") }

    func missing(in role: DatasetRole) -> AuditFinding.Missing {
        .init(
            "`\(name)` in data set `\(role.rawValue)` as the cases have it: \(fact)",
            how: "write its values as the cases do, or say under `columns` which column has them")
    }
}

extension JSONValue {
    /// Whether it may be a field's value; a text field's may be any scalar, for texts are compared.
    fileprivate func fits(_ type: FieldType) -> Bool {
        switch type {
        case .int, .uint, .double: double?.isFinite ?? false
        case .bool: bool != nil
        case .string, .bytes, .timestamp, .duration: scalarText != nil
        case .dyn, .list, .map: true
        }
    }
}

extension AuditObservation {
    /// Whether the case has what a data set has otherwise.
    func has(_ field: UnlikeField) -> Bool {
        if field.name == UnlikeField.outcome, logged.outcome != nil { return true }
        return fields[field.name].map { !$0.isNull } ?? false
    }
}
