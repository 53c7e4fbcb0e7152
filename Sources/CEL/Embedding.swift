public import Diagnostics

/// Where an expression stands in a file, so that findings point at the file's own lines.
public struct Embedding: Sendable {
    /// The file.
    public let source: SourceText
    private let place: @Sendable (SourcePosition) -> SourcePosition

    /// An expression that is the whole text.
    public init(whole source: SourceText) {
        self.init(in: source) { $0 }
    }

    /// An expression that starts at `start` and whose further lines are indented by `indentation`
    /// columns more than the expression itself knows, as in a block of YAML.
    public init(in source: SourceText, startingAt start: SourcePosition, indentation: Int = 0) {
        self.init(in: source) { position in
            position.line == 1
                ? SourcePosition(line: start.line, column: start.column + position.column - 1)
                : SourcePosition(
                    line: start.line + position.line - 1, column: position.column + indentation)
        }
    }

    /// An expression whose positions (line and column from 1) `place` turns into the file's.
    public init(
        in source: SourceText, place: @escaping @Sendable (SourcePosition) -> SourcePosition
    ) {
        self.source = source
        self.place = place
    }

    /// Returns the file's position for a position in the expression.
    public func position(of position: SourcePosition) -> SourcePosition { place(position) }
}

/// An expression's text and where it stands.
struct Origin: Sendable {
    let text: String
    let source: SourceText
    let embedding: Embedding

    init(text: String, embedding: Embedding) {
        self.text = text
        source = SourceText(name: "", text: text)
        self.embedding = embedding
    }

    func text(_ range: Range<Int>) -> String {
        let utf8 = text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: min(range.lowerBound, utf8.count))
        let end = utf8.index(utf8.startIndex, offsetBy: min(range.upperBound, utf8.count))
        return String(decoding: utf8[start..<end], as: UTF8.self)
    }

    func position(_ offset: Int) -> SourcePosition {
        embedding.position(of: source.position(ofUTF8Offset: offset))
    }

    /// Returns the problems as diagnostics in the order of the text, at most `limit`.
    func diagnostics(_ problems: [Problem], limit: Int) -> [Diagnostic] {
        let sorted = problems.sorted { $0.range.lowerBound < $1.range.lowerBound }
        return sorted.prefix(limit).map { diagnostic($0) }
    }

    func diagnostic(_ problem: Problem) -> Diagnostic {
        Diagnostic(
            in: embedding.source, at: position(problem.range.lowerBound),
            length: text(problem.range).unicodeScalars.count, problem.fact, hint: problem.hint)
    }
}
