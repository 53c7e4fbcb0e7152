package import Decisions
package import Diagnostics

extension PromptTemplate {
    /// Reads a prompt file; `nil` where errors leave none to send.
    package static func read(
        _ source: SourceText, fields: [FieldDefinition]
    ) -> (template: PromptTemplate?, diagnostics: [Diagnostic]) {
        var parser = PromptParser(source: source, fields: fields.map(\.name))
        let template = parser.parse()
        let isBroken = parser.diagnostics.contains { $0.severity == .error }
        return (isBroken ? nil : template, parser.diagnostics)
    }
}

/// Splits a prompt into its parts and finds the placeholders.
private struct PromptParser {
    let source: SourceText
    let fields: [String]
    var diagnostics: [Diagnostic] = []

    init(source: SourceText, fields: [String]) {
        self.source = source
        self.fields = fields
    }

    mutating func parse() -> PromptTemplate {
        let text = source.text
        let divider = self.divider
        let system = text[..<(divider?.lowerBound ?? text.endIndex)]
        refusePlaceholders(in: system, hasUserPart: divider != nil)
        let user = divider.map { segments(of: text[$0.upperBound...].trimmed) }
        if system.trimmed.isEmpty, user?.isEmpty ?? true {
            diagnostics.append(Diagnostic(file: source.name, "the prompt is empty"))
        }
        return PromptTemplate(text: text, system: String(system.trimmed), user: user)
    }

    /// Where the first line `---` stands, with its line break.
    private var divider: Range<String.Index>? {
        let text = source.text
        var start = text.startIndex
        while start < text.endIndex {
            let end = text[start...].firstIndex(where: \.isNewline) ?? text.endIndex
            let next = end < text.endIndex ? text.index(after: end) : end
            if text[start..<end].trimmed == "---" { return start..<next }
            start = next
        }
        return nil
    }

    private mutating func refusePlaceholders(in system: Substring, hasUserPart: Bool) {
        for placeholder in placeholders(in: system) {
            report(
                placeholder.range,
                "placeholder `\(placeholder.name)` stands in the system part",
                hint: hasUserPart
                    ? "move it below the line `---`" : "add a line `---` above the user part")
        }
    }

    private mutating func segments(of text: Substring) -> [PromptTemplate.Segment] {
        var segments: [PromptTemplate.Segment] = []
        var start = text.startIndex
        for placeholder in placeholders(in: text) {
            if start < placeholder.range.lowerBound {
                segments.append(.text(String(text[start..<placeholder.range.lowerBound])))
            }
            segments.append(.field(placeholder.name))
            start = placeholder.range.upperBound
            if !fields.contains(placeholder.name) {
                report(
                    placeholder.range, "unknown placeholder `\(placeholder.name)`",
                    hint: didYouMean(placeholder.name, among: fields) ?? fieldList)
            }
        }
        if start < text.endIndex { segments.append(.text(String(text[start...]))) }
        return segments
    }

    private var fieldList: String {
        fields.isEmpty
            ? "the feature declares no fields"
            : "the fields are \(fields.map { "`\($0)`" }.joined(separator: ", "))"
    }

    /// The placeholders of `text` in their order; braces that never close are text.
    private func placeholders(
        in text: Substring
    ) -> [(name: String, range: Range<String.Index>)] {
        var found: [(String, Range<String.Index>)] = []
        var rest = text
        while let open = rest.firstRange(of: "{{"),
            let close = rest[open.upperBound...].firstRange(of: "}}")
        {
            let name = rest[open.upperBound..<close.lowerBound].trimmed
            found.append((String(name), open.lowerBound..<close.upperBound))
            rest = rest[close.upperBound...]
        }
        return found
    }

    private mutating func report(_ range: Range<String.Index>, _ fact: String, hint: String?) {
        let text = source.text
        let offset = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        diagnostics.append(
            Diagnostic(
                in: source, at: source.position(ofUTF8Offset: offset),
                length: text.unicodeScalars[range].count, fact, hint: hint))
    }
}

extension StringProtocol where SubSequence == Substring {
    /// The text without white space at its ends.
    var trimmed: Substring {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return self[endIndex...] }
        return self[first...last]
    }
}
