import Decisions
import Diagnostics

/// Reads `items`.
enum ItemSection {
    private static let keys = [
        "id", "factor", "screen", "ask", "why", "who", "source", "effort", "find_out",
        "measured_by", "measure", "shown_as", "enable_when", "answers",
    ]

    static func read(
        _ nodes: [YAMLNode], factors: [String], _ reader: YAMLReader
    ) -> [Item] {
        let ids = ids(nodes)
        return nodes.enumerated().compactMap { index, node in
            item(
                node, factors: factors, earlier: Array(ids[..<index]),
                later: Array(ids[index...]), reader)
        }
    }

    /// The ids as they are written, none for an item without.
    static func ids(_ nodes: [YAMLNode]) -> [String] {
        nodes.map { node in
            node.pairs?.first { $0.key.scalarText == "id" }?.value.scalarText ?? ""
        }
    }

    private static func item(
        _ node: YAMLNode, factors: [String], earlier: [String], later: [String],
        _ reader: YAMLReader
    ) -> Item? {
        guard let section = reader.mapping(node, "an item", keys: keys) else { return nil }
        let id = id(section, reader)
        if let id, let given = section["id"] {
            if earlier.contains(id) { reader.error(given, "item `\(id)` is there twice") }
            if factors.contains(id) { reader.error(given, "`\(id)` is the name of a factor") }
        }
        let factor = factor(section, factors, reader)
        let texts = ["ask", "why", "who", "source", "find_out"].map { section.text($0, reader) }
        let effort: Item.Effort? = section.required("effort", reader).flatMap {
            reader.choice($0, "`effort`")
        }
        let anchors = section.required("answers", reader).flatMap { AnchorSection.read($0, reader) }
        let condition = section["enable_when"].flatMap {
            ConditionCompiler.compile(
                $0, items: earlier.filter { !$0.isEmpty }, later: later, reader)
        }
        let isScreen = section["screen"].flatMap { reader.bool($0, "`screen`") } ?? false
        let measuredBy = section["measured_by"].flatMap { reader.string($0, "`measured_by`") }
        let shownAs = section["shown_as"].flatMap { reader.string($0, "`shown_as`") }
        let measure = section["measure"].flatMap { FigureScaleSection.read($0, reader) }
        guard let id, let factor, let effort, let anchors, let ask = texts[0], let why = texts[1],
            let who = texts[2], let source = texts[3], let findOut = texts[4]
        else { return nil }
        return Item(
            id: id, factor: factor, isScreen: isScreen, ask: ask, why: why, who: who,
            source: source, effort: effort, findOut: findOut, measuredBy: measuredBy,
            measure: measure, shownAs: shownAs, condition: condition, anchors: anchors)
    }

    /// Reads `id`, which conditions can use.
    static func id(_ section: YAMLMapping, _ reader: YAMLReader) -> String? {
        guard let node = section.required("id", reader), let id = reader.string(node, "`id`")
        else { return nil }
        guard Identifier.isValid(id) else {
            reader.error(
                node, "`\(id)` is no id", hint: "use letters, digits and `_`, not a digit first")
            return nil
        }
        return id
    }

    private static func factor(
        _ section: YAMLMapping, _ factors: [String], _ reader: YAMLReader
    ) -> String? {
        guard let node = section.required("factor", reader),
            let name = reader.string(node, "`factor`")
        else { return nil }
        guard factors.contains(name) else {
            reader.error(node, "unknown factor `\(name)`", hint: didYouMean(name, among: factors))
            return nil
        }
        return name
    }
}
