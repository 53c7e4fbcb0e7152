import CEL

/// A list of a rule file, which conditions call by its name: `spam_words(text)`.
public struct NamedList: Sendable {
    /// How the entries are compared with a value.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Whole words and phrases, without regard to case.
        case words
        /// Regular expressions that match any part of a text.
        case patterns
        /// Values that are equal to the whole.
        case ids
    }

    /// The name by which conditions call it.
    public let name: String
    /// How its entries are compared with a value.
    public let kind: Kind
    /// The words, patterns or ids in the order of the file.
    public let entries: [String]
    /// The file in which the entries stand, and the line of each; empty for a list with a fault.
    package let file: String
    package let lines: [Int]
    private let matcher: Matcher

    private enum Matcher {
        case words(WordMatcher)
        case patterns(PatternMatcher)
        case ids(TextTable)
    }

    /// Makes a list; `nil` where the patterns cannot be compiled.
    init?(
        name: String, kind: Kind, entries: [String], file: String = "", lines: [Int] = []
    ) {
        self.name = name
        self.kind = kind
        self.entries = entries
        self.file = file
        self.lines = lines
        switch kind {
        case .words: matcher = .words(WordMatcher(entries))
        case .patterns:
            guard let patterns = PatternMatcher(entries) else { return nil }
            matcher = .patterns(patterns)
        case .ids: matcher = .ids(TextTable(Self.different(entries)))
        }
    }

    private static func different(_ entries: [String]) -> [[UInt8]] {
        var seen: Set<[UInt8]> = []
        return entries.map { Array($0.utf8) }.filter { seen.insert($0).inserted }
    }

    /// Returns whether an entry is in `text`, or equal to it for ids.
    public func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { matches(UnsafeRawBufferPointer($0)) }
    }

    private func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        switch matcher {
        case .words(let words): words.matches(text)
        case .patterns(let patterns): patterns.matches(text)
        case .ids(let ids): ids.number(of: text) != nil
        }
    }

    /// Returns the entry that is found in `text`: of words the one that ends first, of patterns the
    /// first of the list.
    public func entry(in text: String) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            switch matcher {
            case .words(let words): return words.firstEntry(in: bytes).map { entries[$0] }
            case .patterns(let patterns): return patterns.firstEntry(in: bytes).map { entries[$0] }
            case .ids(let ids):
                return ids.number(of: bytes).map { _ in String(decoding: bytes, as: UTF8.self) }
            }
        }
    }

    /// The list as conditions call it.
    var function: Function {
        var signatures = [Function.Signature([.string], .bool)]
        if kind == .ids {
            signatures += [Function.Signature([.int], .bool), Function.Signature([.uint], .bool)]
        }
        return Function(name: name, signatures: signatures, textTest: { matches($0) }) {
            values throws(EvaluationError) in
            switch values.first {
            case .string(let text)?: .bool(matches(text))
            case .int(let number)? where kind == .ids: .bool(matches("\(number)"))
            case .uint(let number)? where kind == .ids: .bool(matches("\(number)"))
            default: throw .noSuchOverload
            }
        }
    }
}
