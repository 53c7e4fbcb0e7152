import CEL
import Decisions
import Diagnostics

/// Reads `lists`: a mapping of names to `words`, `patterns` or `ids`, in a file or in place.
struct ListSection {
    let openFile: (String) throws -> SourceText?
    let reader: YAMLReader
    let fields: [FieldDefinition]
    /// The lists of all files so far.
    private(set) var lists: [NamedList] = []

    private static let mostPatterns = 10_000
    private static let mostFaults = 20
    private static let functionNames = Set(Library.all.flatMap(\.functions).map(\.name))

    init(
        openFile: @escaping (String) throws -> SourceText?, reader: YAMLReader,
        fields: [FieldDefinition]
    ) {
        self.openFile = openFile
        self.reader = reader
        self.fields = fields
    }

    /// Adds the lists of a file.
    mutating func read(_ node: YAMLNode?) {
        guard let node, let section = reader.mapping(node, "`lists`") else { return }
        for (key, value) in section.pairs {
            guard let name = name(key) else { continue }
            // A list with a fault is declared all the same, or every use would be a fault too.
            let list = list(name, value) ?? NamedList(name: name, kind: .ids, entries: [])
            if let list { lists.append(list) }
        }
    }

    private func name(_ key: YAMLNode) -> String? {
        guard let name = key.scalarText, Identifier.isValid(name) else {
            reader.error(
                key, "`\(key.scalarText ?? key.kind)` is no list name",
                hint: "use letters, digits and `_`, not beginning with a digit, and no CEL keyword")
            return nil
        }
        guard !fields.contains(where: { $0.name == name }) else {
            reader.error(key, "list `\(name)` has the name of a field", hint: "rename it")
            return nil
        }
        guard !lists.contains(where: { $0.name == name }) else {
            reader.error(
                key, "list `\(name)` is given twice", hint: "the other is in an included file")
            return nil
        }
        guard !Self.functionNames.contains(name) else {
            reader.error(key, "list `\(name)` has the name of a function", hint: "rename it")
            return nil
        }
        return name
    }

    private func list(_ name: String, _ node: YAMLNode) -> NamedList? {
        let keys = NamedList.Kind.allCases.map(\.rawValue)
        guard let section = reader.mapping(node, "list `\(name)`", keys: keys) else { return nil }
        let given = NamedList.Kind.allCases.compactMap { kind in
            section[kind.rawValue].map { (kind, $0) }
        }
        guard let (kind, content) = given.first, given.count == 1 else {
            reader.error(
                node, "list `\(name)` has \(given.isEmpty ? "no" : "several") kinds of entries",
                hint: "expected one of \(namesInWords(keys, "or"))")
            return nil
        }
        guard let cells = entries(content, kind) else { return nil }
        if cells.isEmpty {
            reader.warn(content, "list `\(name)` is empty, so that it is always false")
        }
        if kind == .patterns, !isFeasible(cells, content) { return nil }
        let list = NamedList(
            name: name, kind: kind, entries: cells.map(\.text),
            file: cells.first?.source.name ?? "", lines: cells.map(\.position.line))
        if list == nil, !reportFaults(cells) {
            reader.error(content, "the patterns of `\(name)` take too much memory")
        }
        return list
    }

    private func entries(_ node: YAMLNode, _ kind: NamedList.Kind) -> [SourceCell]? {
        if let elements = node.elements {
            return elements.compactMap { element in
                guard let cell = SourceCell(element), !cell.text.isEmpty else {
                    reader.error(
                        element,
                        "an entry is \(element.scalarText == "" ? "empty" : element.kind)",
                        hint: "expected a text")
                    return nil
                }
                return cell
            }
        }
        guard let name = reader.string(node, "`\(kind.rawValue)`") else { return nil }
        let hint = "entries in place are a list: `[a, b]`"
        guard let source = reader.file(name, at: node, hint: hint, openFile) else { return nil }
        guard source.text.utf8.count <= YAMLReader.maximumSize else {
            reader.report(Diagnostic(file: source.name, "the file is larger than 8 MiB"))
            return nil
        }
        return Self.lines(source)
    }

    /// The lines of a file without space around them; empty ones and comments are passed over.
    static func lines(_ source: SourceText) -> [SourceCell] {
        let bytes = Array(source.text.utf8)
        var cells: [SourceCell] = []
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (9...13).contains($0) }
            let first = bytes[start..<end].firstIndex { !isSpace($0) } ?? end
            let last = bytes[first..<end].lastIndex { !isSpace($0) }.map { $0 + 1 } ?? first
            let line = bytes[first..<last]
            if !line.isEmpty, !line.starts(with: Array("# ".utf8)), !line.elementsEqual([0x23]) {
                cells.append(
                    SourceCell(String(decoding: line, as: UTF8.self), in: source) {
                        source.position(ofUTF8Offset: first + $0)
                    })
            }
            start = end + 1
        }
        return cells
    }

    private func isFeasible(_ cells: [SourceCell], _ node: YAMLNode) -> Bool {
        guard cells.count > Self.mostPatterns else { return true }
        reader.error(
            node, "the list has \(cells.count) patterns", hint: "\(Self.mostPatterns) at most")
        return false
    }

    /// Reports patterns that cannot be compiled; returns false where there is none.
    private func reportFaults(_ cells: [SourceCell]) -> Bool {
        var count = 0
        for cell in cells where PatternSet([cell.text]) == nil {
            reader.error(cell, Self.fault(of: cell.text), hint: "patterns have RE2's syntax")
            count += 1
            if count == Self.mostFaults { break }
        }
        return count > 0
    }

    /// Says what is wrong with a pattern, in the words that a condition's pattern gets.
    private static func fault(of pattern: String) -> String {
        var literal = "\""
        for scalar in pattern.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { literal += "\\" }
            literal.unicodeScalars.append(scalar)
        }
        let compilation = Environment(variables: []).compile("\"\".matches(\(literal)\")")
        return compilation.diagnostics.first?.fact ?? "this pattern is faulty"
    }

    /// Warns of lists that no expression calls.
    static func reportUnused(
        _ node: YAMLNode?, _ lists: [NamedList], in expressions: [RuleExpression],
        _ reader: YAMLReader
    ) {
        guard let pairs = node?.pairs, !reader.hasErrors else { return }
        for list in lists {
            let isUsed = expressions.contains { $0.text.utf8.contains(name: list.name.utf8) }
            guard !isUsed, let key = pairs.first(where: { $0.key.scalarText == list.name })?.key
            else { continue }
            reader.warn(key, "no rule calls list `\(list.name)`")
        }
    }
}

extension String.UTF8View {
    /// Whether the text has `name` as a whole word.
    fileprivate func contains(name: String.UTF8View) -> Bool {
        let words = split { byte in
            !((97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
                || byte == UInt8(ascii: "_"))
        }
        return words.contains { $0.elementsEqual(name) }
    }
}
