/// One finding about a user's text: `<file>:<line>:<column>: <fact>; <hint>`, with the line and a
/// caret where they are known.
public struct Diagnostic: Error, Hashable, Sendable {
    /// Whether a finding stands in the way.
    public enum Severity: String, Hashable, Sendable {
        /// What was written cannot be used as it is.
        case error
        /// It can be used, and is probably not what was meant.
        case warning
    }

    /// An error leaves nothing to run; a warning is only worth a look.
    public var severity: Severity
    /// The file's name as the user wrote it; empty where there is none.
    public var file: String
    /// Where it is; `nil` where it is about the whole file.
    public var position: SourcePosition?
    /// How many Unicode scalars the caret underlines, at least 1.
    public var length: Int
    /// What is wrong: lower case, no full stop, values in backticks.
    public var fact: String
    /// What to do about it.
    public var hint: String?
    /// The source line that the caret points into, or the part of a long one around it.
    public var excerpt: String?
    /// How many Unicode scalars of the excerpt stand before the caret, where they are not those of
    /// the whole line.
    private var lead: Int?
    /// How many scalars of a long line are shown on either side of the caret.
    private static let shownAround = 300

    /// Makes a diagnostic without a text to point into; `length` counts Unicode scalars.
    public init(
        _ severity: Severity = .error, file: String = "", at position: SourcePosition? = nil,
        length: Int = 1, _ fact: String, hint: String? = nil, excerpt: String? = nil
    ) {
        self.severity = severity
        self.file = file
        self.position = position
        self.length = max(1, length)
        self.fact = fact
        self.hint = hint
        self.excerpt = excerpt
    }

    /// Makes a diagnostic at `position` in `source`, with its line as the excerpt.
    public init(
        _ severity: Severity = .error, in source: SourceText, at position: SourcePosition,
        length: Int = 1, _ fact: String, hint: String? = nil
    ) {
        self.init(
            severity, file: source.name, at: position, length: length, fact, hint: hint,
            excerpt: source.line(position.line))
        shortenExcerpt()
    }

    /// Cuts a line that is too long to be read, or many findings in it would take memory without
    /// bound.
    private mutating func shortenExcerpt() {
        guard let line = excerpt, let column = position?.column,
            line.utf8.count > 2 * Self.shownAround
        else { return }
        let scalars = line.unicodeScalars
        let caret = min(column - 1, scalars.count)
        let start = max(0, caret - Self.shownAround)
        let part = scalars.dropFirst(start).prefix(2 * Self.shownAround)
        guard part.count < scalars.count else { return }
        let isCut = start + part.count < scalars.count
        excerpt = (start > 0 ? "…" : "") + String(part) + (isCut ? "…" : "")
        lead = caret - start + (start > 0 ? 1 : 0)
    }
}

extension Diagnostic: CustomStringConvertible {
    /// The finding on one line, without the excerpt.
    public var summary: String {
        var text = ""
        if !file.isEmpty { text += file + ":" }
        if let position { text += "\(position.line):\(position.column):" }
        if !text.isEmpty { text += " " }
        if severity == .warning { text += "warning: " }
        text += fact
        if let hint { text += "; " + hint }
        return text
    }

    /// The finding, with the source line and a caret under it where they are known.
    public var description: String {
        guard let position, let excerpt else { return summary }
        let number = String(position.line)
        let scalars = excerpt.unicodeScalars
        let gutter = String(repeating: " ", count: number.count)
        // A tab before the caret stays a tab, or the caret would stand under another character.
        let before = self.lead ?? position.column - 1
        let lead = scalars.prefix(before).map { $0 == "\t" ? "\t" : " " }.joined()
        let room = max(1, scalars.count - before)
        let tildes = String(repeating: "~", count: min(length, room) - 1)
        return """
            \(summary)
              \(number) | \(excerpt)
              \(gutter) | \(lead)^\(tildes)
            """
    }
}
