import Decisions

/// Reads one of `factors`.
enum FactorSection {
    static func read(_ node: YAMLNode, _ reader: YAMLReader) -> Factor? {
        guard
            let section = reader.mapping(
                node, "a factor", keys: ["id", "title", "high", "score", "source"])
        else { return nil }
        let id = ItemSection.id(section, reader)
        let title = section.text("title", reader)
        let high = section.text("high", reader)
        let source = section.text("source", reader)
        let combination: Factor.Combination? = section.required("score", reader).flatMap {
            reader.choice($0, "`score`")
        }
        guard let id, let title, let high, let source, let combination else { return nil }
        return Factor(id: id, title: title, high: high, combination: combination, source: source)
    }
}

extension YAMLMapping {
    /// Reads the required text of `key`.
    func text(_ key: String, _ reader: YAMLReader) -> String? {
        required(key, reader).flatMap { reader.string($0, "`\(key)`") }
    }
}
