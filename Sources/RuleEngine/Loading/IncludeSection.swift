import Decisions
import Diagnostics

/// Reads `include`: files whose lists and variables the rules share.
struct IncludeSection {
    let openFile: (String) throws -> SourceText?
    let reader: YAMLReader
    /// The files that include each other down to the one being read, the rule file first.
    private var chain: [String]
    /// Every file that has been read, by its name.
    private var known: Set<String> = []
    /// What has been read, each file after those that it includes.
    private(set) var sections: [YAMLMapping] = []

    private static let mostFiles = 100

    init(
        _ source: SourceText, openFile: @escaping (String) throws -> SourceText?,
        _ reader: YAMLReader
    ) {
        self.openFile = openFile
        self.reader = reader
        chain = [source.name]
    }

    /// Returns the files that `node` names, and those that they name, each after what it includes.
    static func read(
        _ node: YAMLNode?, of source: SourceText,
        openFile: @escaping (String) throws -> SourceText?,
        _ reader: YAMLReader
    ) -> [YAMLMapping] {
        var section = IncludeSection(source, openFile: openFile, reader)
        section.read(node)
        return section.sections
    }

    private mutating func read(_ node: YAMLNode?) {
        guard let node else { return }
        for element in reader.list(node, "`include`") {
            guard let name = reader.string(element, "a file") else { continue }
            read(name, element)
        }
    }

    private mutating func read(_ name: String, _ node: YAMLNode) {
        guard let source = reader.file(name, at: node, openFile) else { return }
        if let start = chain.firstIndex(of: source.name) {
            let cycle = (chain[start...] + [source.name]).map { "`\($0)`" }
            reader.error(
                node, "`\(name)` includes itself",
                hint: "the cycle is " + cycle.joined(separator: " → "))
            return
        }
        guard known.insert(source.name).inserted else { return }
        guard known.count <= Self.mostFiles else {
            reader.error(node, "too many files are included", hint: "\(Self.mostFiles) at most")
            return
        }
        let own = YAMLReader(source)
        let root = own.root()
        for diagnostic in own.diagnostics { reader.report(diagnostic) }
        guard let root,
            let section = reader.mapping(
                root, "an included file", keys: ["include", "lists", "variables"])
        else { return }
        chain.append(source.name)
        read(section["include"])
        chain.removeLast()
        sections.append(section)
    }
}
