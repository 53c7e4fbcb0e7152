package import Diagnostics
import Yams

extension YAMLNode {
    /// Returns where the character at `utf8Offset` of the scalar's text stands in the file.
    ///
    /// Exact for plain and quoted scalars on one line and for literal blocks; a folded text points
    /// to where it begins.
    package func position(ofUTF8Offset utf8Offset: Int) -> SourcePosition {
        guard let scalar = node.scalar else { return position }
        let utf8 = scalar.string.utf8
        let end = utf8.index(utf8.startIndex, offsetBy: max(0, min(utf8Offset, utf8.count)))
        let before = scalar.string.unicodeScalars[..<end]
        switch scalar.style {
        case .literal: return positionInBlock(after: before)
        case .singleQuoted: return positionInLine(after: before, quote: "'")
        case .doubleQuoted: return positionInLine(after: before, quote: "\"")
        case .any, .plain, .folded: return positionInLine(after: before, quote: nil)
        }
    }

    private func positionInLine(
        after before: Substring.UnicodeScalarView, quote: Unicode.Scalar?
    ) -> SourcePosition {
        let start = position
        guard let line = source.line(start.line)?.unicodeScalars else { return start }
        var index =
            line.index(
                line.startIndex, offsetBy: start.column - 1, limitedBy: line.endIndex)
            ?? line.endIndex
        if let quote, index < line.endIndex, line[index] == quote { line.formIndex(after: &index) }
        for _ in before {
            guard index < line.endIndex else { return start }
            let width =
                switch quote {
                case "'": line[index] == "'" ? 2 : 1
                case "\"": escapeWidth(line[index...])
                default: 1
                }
            line.formIndex(&index, offsetBy: width, limitedBy: line.endIndex)
        }
        return SourcePosition(
            line: start.line, column: line.distance(from: line.startIndex, to: index) + 1)
    }

    private func escapeWidth(_ rest: Substring.UnicodeScalarView) -> Int {
        guard rest.first == "\\" else { return 1 }
        switch rest.dropFirst().first {
        case "x": return 4
        case "u": return 6
        case "U": return 10
        default: return 2
        }
    }

    private func positionInBlock(after before: Substring.UnicodeScalarView) -> SourcePosition {
        let header = position.line
        let indent =
            ((header + 1)...source.lineCount).lazy
            .compactMap { source.line($0) }
            .first { !$0.allSatisfy { $0 == " " } }?
            .prefix { $0 == " " }.count ?? 0
        let breaks = before.count { $0 == "\n" }
        let column = before.reversed().prefix { $0 != "\n" }.count
        return SourcePosition(line: header + 1 + breaks, column: indent + column + 1)
    }
}

extension String.UnicodeScalarView {
    fileprivate func formIndex(_ index: inout Index, offsetBy width: Int, limitedBy limit: Index) {
        index = self.index(index, offsetBy: width, limitedBy: limit) ?? limit
    }
}
