import Decisions
public import Diagnostics

/// Reads and writes `calibration.yaml`.
///
/// ```yaml
/// questions:
///   arrival:
///     rules:
///       left-on-time: { precision: 0.928, cases: 1223 }
///       otherwise: { precision: 0.6, cases: 129 }
/// ```
public enum CalibrationFile {
    /// Returns the calibration that `source` holds, with what is wrong with it; `nil` where there
    /// are errors.
    public static func read(
        _ source: SourceText
    ) -> (calibration: Calibration?, diagnostics: [Diagnostic]) {
        let reader = YAMLReader(source)
        let calibration = reader.root().flatMap { read($0, reader) }
        return (reader.hasErrors ? nil : calibration, reader.diagnostics)
    }

    /// Returns the file that reads back as `calibration`, names in alphabetical order.
    public static func text(of calibration: Calibration) -> String {
        guard !calibration.questions.isEmpty else { return "questions: {}\n" }
        var text = "questions:\n"
        for (question, rules) in calibration.questions.sorted(by: { $0.key < $1.key }) {
            text += "  \(quoted(question)):\n    rules:"
            text += rules.isEmpty ? " {}\n" : "\n"
            for (id, measured) in rules.sorted(by: { $0.key < $1.key }) {
                text += "      \(quoted(id)): "
                text += "{ precision: \(measured.precision), cases: \(measured.cases) }\n"
            }
        }
        return text
    }

    private static func read(_ node: YAMLNode, _ reader: YAMLReader) -> Calibration? {
        guard let top = reader.mapping(node, "the calibration", keys: ["questions"]),
            let node = top.required("questions", reader),
            let questions = reader.mapping(node, "`questions`")
        else { return nil }
        var calibration = Calibration()
        for (key, value) in questions.pairs {
            guard let name = key.scalarText else { continue }
            calibration.questions[name] = rules(value, of: name, reader)
        }
        return calibration
    }

    private static func rules(
        _ node: YAMLNode, of question: String, _ reader: YAMLReader
    ) -> [String: Precision] {
        guard let section = reader.mapping(node, "question `\(question)`", keys: ["rules"]),
            let node = section.required("rules", reader),
            let rules = reader.mapping(node, "`rules`")
        else { return [:] }
        var measured: [String: Precision] = [:]
        for (key, value) in rules.pairs {
            guard let id = key.scalarText else { continue }
            measured[id] = precision(value, of: id, reader)
        }
        return measured
    }

    private static func precision(
        _ node: YAMLNode, of id: String, _ reader: YAMLReader
    ) -> Precision? {
        let keys = ["precision", "cases"]
        guard let section = reader.mapping(node, "rule `\(id)`", keys: keys),
            let precision = section.required("precision", reader)
                .flatMap({ reader.double($0, "`precision`", in: 0...1) }),
            let cases = section.required("cases", reader)
                .flatMap({ reader.int($0, "`cases`", in: 0...Int.max) })
        else { return nil }
        return Precision(precision: precision, cases: cases)
    }

    /// Returns `name` as a YAML key that no reader takes for a number or a Boolean.
    private static func quoted(_ name: String) -> String {
        var text = "\""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            default:
                text +=
                    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                    ? escaped(scalar) : String(scalar)
            }
        }
        return text + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
    }
}
