package import Diagnostics
import Yams

/// Reads a YAML file of ours and collects what is wrong with it, several findings a file.
package final class YAMLReader {
    package let source: SourceText
    /// Whether a file that the text names is there.
    private let fileExists: (String) -> Bool
    package private(set) var diagnostics: [Diagnostic] = []
    /// What was not looked into, as sentences without a full stop.
    package private(set) var remarks: [String] = []

    private static let mostFindings = 500
    /// A file larger than this is refused, in bytes.
    package static let maximumSize = 8 << 20

    package init(_ source: SourceText, fileExists: @escaping (String) -> Bool = { _ in true }) {
        self.source = source
        self.fileExists = fileExists
    }

    package private(set) var hasErrors = false

    /// More findings than anybody reads are dropped, but never the only error.
    ///
    /// Those are not even made: to place one takes time in proportion to its line.
    package func report(_ diagnostic: @autoclosure () -> Diagnostic) {
        let hasRoom = diagnostics.count < Self.mostFindings
        guard hasRoom || !hasErrors else { return }
        let diagnostic = diagnostic()
        guard hasRoom || diagnostic.severity == .error else { return }
        if diagnostic.severity == .error { hasErrors = true }
        diagnostics.append(diagnostic)
    }

    package func remark(_ text: String) {
        remarks.append(text)
    }

    package func error(_ node: YAMLNode, _ fact: String, hint: String? = nil) {
        report(node.diagnostic(.error, fact, hint: hint))
    }

    package func warn(_ node: YAMLNode, _ fact: String, hint: String? = nil) {
        report(node.diagnostic(.warning, fact, hint: hint))
    }

    /// Parses the file; `nil` where it is not YAML or empty, with the reason reported.
    package func root() -> YAMLNode? {
        guard source.text.utf8.count <= Self.maximumSize else {
            report(Diagnostic(file: source.name, "the file is larger than 8 MiB"))
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: source.text) else {
                report(Diagnostic(file: source.name, "the file is empty"))
                return nil
            }
            return YAMLNode(node, in: source)
        } catch let error as YamlError {
            report(diagnostic(for: error))
        } catch {
            report(Diagnostic(file: source.name, "the file is not YAML"))
        }
        return nil
    }

    private func diagnostic(for error: YamlError) -> Diagnostic {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            // libyaml's errors count lines and columns from 0 in some places; Yams adds the 1.
            let position = SourcePosition(
                line: min(max(1, mark.line), source.lineCount), column: max(1, mark.column))
            return Diagnostic(
                in: source, at: position, "not valid YAML: \(problem)",
                hint: source.line(position.line).flatMap(QuotingHint.text))
        case .duplicatedKeysInMapping(let duplicates, let context):
            let position = SourcePosition(line: context.mark.line, column: context.mark.column)
            let names = duplicates.map { "`\($0)`" }.joined(separator: ", ")
            return Diagnostic(in: source, at: position, "key \(names) is given twice")
        default:
            return Diagnostic(file: source.name, "the file is not valid YAML or not UTF-8")
        }
    }
}

extension YAMLReader {
    /// Reads a mapping whose keys are all in `keys`; others are reported.
    package func mapping(_ node: YAMLNode, _ what: String, keys: [String]) -> YAMLMapping? {
        guard let mapping = mapping(node, what) else { return nil }
        for (key, _) in mapping.pairs {
            let name = key.scalarText ?? ""
            guard !keys.contains(name) else { continue }
            error(
                key, "unknown key `\(name)` in \(what)",
                hint: didYouMean(name, among: keys)
                    ?? "expected \(keys.map { "`\($0)`" }.joined(separator: ", "))")
        }
        return mapping
    }

    /// Reads a mapping with any keys.
    package func mapping(_ node: YAMLNode, _ what: String) -> YAMLMapping? {
        guard let pairs = node.pairs else {
            error(node, "\(what) is \(node.kind); expected a mapping")
            return nil
        }
        for (_, value) in pairs {
            guard let tag = value.foreignTag else { continue }
            error(
                value, "`\(tag)` is read as a YAML tag",
                hint: "write an expression that begins with `!` in single quotes")
        }
        return YAMLMapping(node: node, what: what, pairs: pairs)
    }

    package func list(_ node: YAMLNode, _ what: String) -> [YAMLNode] {
        guard let elements = node.elements else {
            error(node, "\(what) is \(node.kind); expected a list")
            return []
        }
        return elements
    }

    /// Reads a text; numbers and Booleans without quotes are no texts.
    package func string(_ node: YAMLNode, _ what: String, hint: String? = nil) -> String? {
        guard node.kind == "a text", let text = node.scalarText else {
            error(
                node, "\(what) is \(node.kind); expected a text",
                hint: node.scalarText.map { "write \"\($0)\" in quotes" } ?? hint)
            return nil
        }
        return text
    }

    /// Reads the name of a file that must be there.
    package func file(_ node: YAMLNode, _ what: String) -> String? {
        guard let name = string(node, what) else { return nil }
        if !fileExists(name) { error(node, "there is no file `\(name)`") }
        return name
    }

    package func double(
        _ node: YAMLNode, _ what: String, in range: ClosedRange<Double>? = nil
    ) -> Double? {
        guard let number = node.double, number.isFinite else {
            error(node, "\(what) is \(node.kind); expected a number")
            return nil
        }
        if let range, !range.contains(number) {
            error(
                node, "\(what) is `\(number)`; expected \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    package func int(_ node: YAMLNode, _ what: String, in range: ClosedRange<Int>) -> Int? {
        guard let number = node.int, range.contains(number) else {
            error(
                node,
                "\(what) is `\(node.scalarText ?? node.kind)`; "
                    + "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    package func bool(_ node: YAMLNode, _ what: String) -> Bool? {
        guard let flag = node.bool else {
            error(node, "\(what) is \(node.kind); expected true or false")
            return nil
        }
        return flag
    }

    /// Reads one of the raw values of an enumeration.
    package func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ node: YAMLNode, _ what: String, as: Choice.Type = Choice.self
    ) -> Choice? {
        // An unquoted `no` is a Boolean in YAML 1.1; here the text as written is meant.
        if let text = node.scalarText, let value = Choice(rawValue: text) { return value }
        let names = Choice.allCases.map(\.rawValue)
        error(
            node, "\(what) is `\(node.scalarText ?? node.kind)`",
            hint: node.scalarText.flatMap { didYouMean($0, among: names) }
                ?? "expected \(names.map { "`\($0)`" }.joined(separator: ", "))")
        return nil
    }

    /// Reads a time span such as `250ms`, `8s`, `5m`, `1h`, `7d`.
    package func duration(_ node: YAMLNode, _ what: String) -> Duration? {
        guard let text = node.scalarText, let span = Duration(shorthand: text) else {
            error(
                node, "\(what) is `\(node.scalarText ?? node.kind)`",
                hint: "write a number with `ms`, `s`, `m`, `h` or `d`, such as `8s`")
            return nil
        }
        return span
    }
}

extension Duration {
    /// Reads a non-negative span such as `250ms`, `8s`, `5m`, `1h`, `7d`; at most 100 years.
    package init?(shorthand text: String) {
        let units: [(String, Double)] = [
            ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400),
        ]
        guard let unit = units.first(where: { text.hasSuffix($0.0) }) else { return nil }
        let digits = text.dropLast(unit.0.count)
        guard digits.utf8.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: ".") }),
            let number = Double(digits), number * unit.1 <= 3_155_760_000
        else { return nil }
        self = .seconds(number * unit.1)
    }

    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
