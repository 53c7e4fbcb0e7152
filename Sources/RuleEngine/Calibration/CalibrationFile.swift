package import Decisions
public import Diagnostics

/// Reads and writes `calibration.yaml`.
///
/// ```yaml
/// measured_on: 3f0c9a…   # the rules, as `RuleSet.logicVersion` tells them apart
/// questions:
///   arrival:
///     rules:
///       left-on-time: { precision: 0.928, cases: 1223 }
///       otherwise: { precision: 0.6, cases: 129 }
///   urgent:
///     curve: { midpoint: 48.5, slope: 0.12 }
///   severity:
///     curve: { midpoints: [20.5, 48.5], slope: 0.12 }
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
        let names = Set(calibration.questions.keys).union(calibration.curves.keys)
        var text = calibration.measuredOn.map { "measured_on: \(quoted($0))\n" } ?? ""
        guard !names.isEmpty else { return text + "questions: {}\n" }
        text += "questions:\n"
        for question in names.sorted() {
            text += "  \(quoted(question)):\n"
            if let curve = calibration.curves[question] {
                text += "    curve: \(Self.text(of: curve))\n"
            }
            guard let rules = calibration.questions[question] else { continue }
            text += rules.isEmpty ? "    rules: {}\n" : "    rules:\n"
            for (id, measured) in rules.sorted(by: { $0.key < $1.key }) {
                text += "      \(quoted(id)): "
                text += "{ precision: \(measured.precision), cases: \(measured.cases) }\n"
            }
        }
        return text
    }

    private static func read(_ node: YAMLNode, _ reader: YAMLReader) -> Calibration? {
        let keys = ["measured_on", "questions"]
        guard let top = reader.mapping(node, "the calibration", keys: keys),
            let node = top.required("questions", reader),
            let questions = reader.mapping(node, "`questions`")
        else { return nil }
        var calibration = Calibration()
        calibration.measuredOn = top["measured_on"].flatMap { reader.string($0, "`measured_on`") }
        for (key, value) in questions.pairs {
            guard let name = key.scalarText else { continue }
            guard
                let section = reader.mapping(
                    value, "question `\(name)`", keys: ["rules", "curve"])
            else { continue }
            calibration.curves[name] = section["curve"].flatMap { CurveSection.stated($0, reader) }
            if section["curve"] == nil || section["rules"] != nil {
                calibration.questions[name] = rules(section, reader)
            }
        }
        return calibration
    }

    private static func text(of curve: LogisticCurve) -> String {
        let midpoints = curve.midpoints.map(\.description).joined(separator: ", ")
        return curve.midpoints.count == 1
            ? "{ midpoint: \(midpoints), slope: \(curve.slope) }"
            : "{ midpoints: [\(midpoints)], slope: \(curve.slope) }"
    }

    private static func rules(
        _ section: YAMLMapping, _ reader: YAMLReader
    ) -> [String: Precision] {
        guard let node = section.required("rules", reader),
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

extension Calibration {
    /// The identity of the measured figures in the log.
    package var hash: ContentHash { ContentHash([("calibration", CalibrationFile.text(of: self))]) }
}
