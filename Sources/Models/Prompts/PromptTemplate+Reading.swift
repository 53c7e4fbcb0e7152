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

/// A name in double braces.
private struct Placeholder {
    var name: String
    var range: Range<String.Index>
    var isClosed = true
}

/// Splits a prompt into its parts and finds the placeholders.
private struct PromptParser {
    private static let mostFindings = 20

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
        } else if let user, diagnostics.isEmpty {
            warnOfMissingCase(in: user)
        }
        return PromptTemplate(text: text, system: String(system.trimmed), user: user)
    }

    /// A user part that names no field says the same about every case.
    private mutating func warnOfMissingCase(in user: [PromptTemplate.Segment]) {
        let namesField = user.contains { if case .field = $0 { true } else { false } }
        guard !namesField else { return }
        let example = fields.first.map { "write `{{\($0)}}`, or " } ?? ""
        diagnostics.append(
            Diagnostic(
                .warning, file: source.name,
                "the part below the line `---` names no field, so the model never sees the case",
                hint: example + "take the line away to send all fields as JSON"))
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
            guard placeholder.isClosed else {
                reportUnclosed(placeholder)
                continue
            }
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
            guard placeholder.isClosed else {
                reportUnclosed(placeholder)
                continue
            }
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

    /// The placeholders of `text` in their order.
    ///
    /// Two braces before a name were meant to be closed; before anything else, unclosed ones are
    /// text.
    private func placeholders(in text: Substring) -> [Placeholder] {
        var found: [Placeholder] = []
        var rest = text
        while let open = rest.firstRange(of: "{{") {
            let inside = rest[open.upperBound...]
            if let end = inside.firstIndex(where: Self.endsPlaceholder),
                inside[end...].hasPrefix("}}")
            {
                let close = inside.index(end, offsetBy: 2)
                let name = inside[..<end].trimmed
                found.append(Placeholder(name: String(name), range: open.lowerBound..<close))
                rest = rest[close...]
                continue
            }
            let name = inside.drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            if !name.isEmpty {
                let range = open.lowerBound..<name.endIndex
                found.append(Placeholder(name: String(name), range: range, isClosed: false))
            }
            rest = rest[rest.index(after: open.lowerBound)...]
        }
        return found
    }

    private static func endsPlaceholder(_ character: Character) -> Bool {
        character == "{" || character == "}" || character.isNewline
    }

    private mutating func reportUnclosed(_ placeholder: Placeholder) {
        report(
            placeholder.range, "placeholder `\(placeholder.name)` is never closed",
            hint: "write `{{\(placeholder.name)}}`")
    }

    private mutating func report(_ range: Range<String.Index>, _ fact: String, hint: String?) {
        // Further ones add nothing, and each costs the length of its line.
        guard diagnostics.count < Self.mostFindings else { return }
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
