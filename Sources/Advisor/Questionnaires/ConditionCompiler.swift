import CEL
import Decisions
import Diagnostics

/// Compiles conditions over answers, with findings placed in the file.
enum ConditionCompiler {
    /// Compiles the text of `node`, which may read the answers to `items`.
    static func compile(
        _ node: YAMLNode, items: [String], later: [String] = [], _ reader: YAMLReader
    ) -> Condition? {
        guard let text = reader.string(node, "a condition") else { return nil }
        let environment = Environment(variables: items.map { Variable($0, .int) })
        let compilation = environment.compile(text)
        guard let program = compilation.program else {
            for var diagnostic in compilation.diagnostics {
                diagnostic = place(diagnostic, of: text, in: node)
                if later.contains(where: { diagnostic.fact == "unknown variable `\($0)`" }) {
                    diagnostic.hint = "a condition may read only the items above it"
                }
                reader.report(diagnostic)
            }
            return nil
        }
        guard program.resultType == .bool else {
            reader.error(
                node, "a condition is of type `\(program.resultType)`",
                hint: "expected true or false, such as `labels >= 2`")
            return nil
        }
        return Condition(program, environment)
    }

    /// Moves a finding about the text of `node` to where it stands in its file.
    private static func place(
        _ diagnostic: Diagnostic, of text: String, in node: YAMLNode
    ) -> Diagnostic {
        let offset = diagnostic.position.map { Self.offset(of: $0, in: text) } ?? 0
        return Diagnostic(
            diagnostic.severity, in: node.source, at: node.position(ofUTF8Offset: offset),
            length: diagnostic.length, diagnostic.fact, hint: diagnostic.hint)
    }

    private static func offset(of position: SourcePosition, in text: String) -> Int {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let before = lines.prefix(position.line - 1).reduce(0) { $0 + $1.utf8.count + 1 }
        guard lines.indices.contains(position.line - 1) else { return before }
        let line = lines[position.line - 1].unicodeScalars
        return before
            + String(String.UnicodeScalarView(line.prefix(position.column - 1))).utf8.count
    }
}
