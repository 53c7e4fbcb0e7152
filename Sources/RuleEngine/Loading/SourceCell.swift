import Decisions
import Diagnostics

/// A stretch of text in a file: a YAML scalar, a cell of a CSV file or a line of a list.
struct SourceCell {
    let text: String
    /// Whether it is written in quotes, and so is a text by itself.
    let isQuoted: Bool
    let source: SourceText
    private let place: (Int) -> SourcePosition

    init(
        _ text: String, isQuoted: Bool = false, in source: SourceText,
        place: @escaping (Int) -> SourcePosition
    ) {
        self.text = text
        self.isQuoted = isQuoted
        self.source = source
        self.place = place
    }

    /// Makes a cell without text that stands where a node begins.
    init(place node: YAMLNode) {
        self.init("", in: node.source) { _ in node.position }
    }

    /// Makes the cell of a scalar; `nil` for lists, mappings and nothing.
    init?(_ node: YAMLNode) {
        guard let text = node.scalarText, !node.isNull else { return nil }
        self.init(text, isQuoted: node.isQuoted, in: node.source) {
            node.position(ofUTF8Offset: $0)
        }
    }

    var position: SourcePosition { place(0) }

    /// Returns where the character at `utf8Offset` of the text stands in the file.
    func position(ofUTF8Offset utf8Offset: Int) -> SourcePosition { place(utf8Offset) }

    /// Makes a diagnostic that underlines a part of the cell, or the whole.
    func diagnostic(
        _ severity: Diagnostic.Severity, at range: Range<Int>?, _ fact: String, hint: String?
    ) -> Diagnostic {
        let utf8 = Array(text.utf8)
        let range = range ?? 0..<utf8.count
        let part = String(decoding: utf8[range.clamped(to: 0..<utf8.count)], as: UTF8.self)
        return Diagnostic(
            severity, in: source, at: place(range.lowerBound), length: part.unicodeScalars.count,
            fact, hint: hint)
    }
}

extension YAMLReader {
    /// Reports an error that a part of the cell, or the whole, is about.
    func error(_ cell: SourceCell, at range: Range<Int>? = nil, _ fact: String, hint: String? = nil)
    {
        report(cell.diagnostic(.error, at: range, fact, hint: hint))
    }

    func warn(_ cell: SourceCell, at range: Range<Int>? = nil, _ fact: String, hint: String? = nil)
    {
        report(cell.diagnostic(.warning, at: range, fact, hint: hint))
    }
}
