/// A named text that diagnostics point into.
public struct SourceText: Sendable {
    /// The name that diagnostics print: a path, or `<input>`.
    public let name: String
    /// All of the text.
    public let text: String
    private let lineStarts: [String.Index]

    /// Makes a text and finds its lines, in time linear in its length.
    public init(name: String, text: String) {
        self.name = name
        self.text = text
        let scalars = text.unicodeScalars
        var starts = [scalars.startIndex]
        for index in scalars.indices where scalars[index] == "\n" {
            starts.append(scalars.index(after: index))
        }
        lineStarts = starts
    }

    /// How many lines there are, at least 1; a break at the end begins another, empty one.
    public var lineCount: Int { lineStarts.count }

    /// Returns line `number` (from 1) without its line break, or `nil` outside the text.
    public func line(_ number: Int) -> String? {
        guard lineStarts.indices.contains(number - 1) else { return nil }
        let scalars = text.unicodeScalars
        let start = lineStarts[number - 1]
        let end = scalars[start...].firstIndex { $0 == "\n" || $0 == "\r" } ?? scalars.endIndex
        return String(scalars[start..<end])
    }

    /// Returns the position of a UTF-8 `offset` from the start of the text, clamped to its end.
    public func position(ofUTF8Offset offset: Int) -> SourcePosition {
        let utf8 = text.utf8
        let clamped = max(0, min(offset, utf8.count))
        let index = utf8.index(utf8.startIndex, offsetBy: clamped)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= index { low = middle } else { high = middle }
        }
        let column = utf8[lineStarts[low]..<index].count { $0 & 0xC0 != 0x80 }
        return SourcePosition(line: low + 1, column: column + 1)
    }
}
