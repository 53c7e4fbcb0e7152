package import Diagnostics
import Yams

/// A node of a YAML file that knows where it stands.
package struct YAMLNode {
    package let source: SourceText
    let node: Node

    init(_ node: Node, in source: SourceText) {
        self.node = node
        self.source = source
    }

    /// Where the node begins.
    package var position: SourcePosition {
        node.mark.map { SourcePosition(line: $0.line, column: $0.column) }
            ?? SourcePosition(line: 1, column: 1)
    }

    /// The text of a scalar, whatever its type; `nil` for lists and mappings.
    package var scalarText: String? { node.scalar?.string }

    /// Whether the scalar is written in quotes or as a block, and so is a text by itself.
    package var isQuoted: Bool {
        switch node.scalar?.style {
        case .singleQuoted, .doubleQuoted, .literal, .folded: true
        default: false
        }
    }

    /// What the node is, for messages: `a list`, `a mapping`, `a number`.
    package var kind: String {
        switch node {
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .alias: "an alias"
        case .scalar(let scalar):
            if isQuoted {
                "a text"
            } else if node.null != nil {
                "nothing"
            } else if node.bool != nil {
                "true or false"
            } else if Double(scalar.string) != nil {
                "a number"
            } else {
                "a text"
            }
        }
    }

    /// A tag such as `!has(amount)`, which a condition becomes that begins so and lacks quotes.
    var foreignTag: String? {
        guard let tag = node.scalar.map({ "\($0.tag)" }), tag.hasPrefix("!"), tag != "!" else {
            return nil
        }
        return tag
    }

    package var isNull: Bool { node.null != nil && !isQuoted }

    /// The elements of a list; `nil` for anything else.
    package var elements: [YAMLNode]? {
        node.sequence.map { $0.map { YAMLNode($0, in: source) } }
    }

    /// The pairs of a mapping in the order of the file; `nil` for anything else.
    package var pairs: [(key: YAMLNode, value: YAMLNode)]? {
        node.mapping.map { mapping in
            mapping.map { (YAMLNode($0.key, in: source), YAMLNode($0.value, in: source)) }
        }
    }

    /// The keys of a mapping that are texts; none for anything else.
    package var keyNames: [String] { pairs?.compactMap(\.key.scalarText) ?? [] }

    package var double: Double? { isQuoted ? nil : scalarText.flatMap(Double.init) }

    package var int: Int? { isQuoted ? nil : node.int }

    package var bool: Bool? { isQuoted ? nil : node.bool }

    /// Makes a diagnostic that underlines the node.
    package func diagnostic(
        _ severity: Diagnostic.Severity = .error, _ fact: String, hint: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            severity, in: source, at: position,
            length: scalarText.map { $0.unicodeScalars.count + (isQuoted ? 2 : 0) } ?? 1,
            fact, hint: hint)
    }
}
