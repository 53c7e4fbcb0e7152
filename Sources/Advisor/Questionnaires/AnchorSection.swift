import Decisions

/// Reads `answers` of an item: what 0, 1, 2, 3 and 4 mean.
enum AnchorSection {
    static func read(_ node: YAMLNode, _ reader: YAMLReader) -> [Item.Anchor]? {
        let scores = (0...4).map(String.init)
        guard let section = reader.mapping(node, "`answers`", keys: scores) else { return nil }
        let anchors = scores.map { score in
            section.required(score, reader).flatMap { anchor($0, reader) }
        }
        let complete = anchors.compactMap(\.self)
        return complete.count == 5 ? complete : nil
    }

    private static func anchor(_ node: YAMLNode, _ reader: YAMLReader) -> Item.Anchor? {
        guard
            let section = reader.mapping(node, "an answer", keys: ["means", "example", "amount"])
        else { return nil }
        let means = section.text("means", reader)
        let example = section.text("example", reader)
        let amount = section["amount"].flatMap { reader.double($0, "`amount`", in: 0...1e12) }
        guard let means, let example else { return nil }
        return Item.Anchor(means: means, example: example, amount: amount)
    }
}
