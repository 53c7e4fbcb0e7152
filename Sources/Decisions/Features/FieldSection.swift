import Diagnostics

/// Reads `fields` of a feature file.
enum FieldSection {
    static func read(_ node: YAMLNode?, _ reader: YAMLReader) -> [FieldDefinition] {
        guard let node, let section = reader.mapping(node, "`fields`") else { return [] }
        if section.pairs.count > 255 {
            reader.error(node, "`fields` has \(section.pairs.count) fields", hint: "255 at most")
        }
        return section.pairs.compactMap { field($0.key, $0.value, reader) }
    }

    private static func field(
        _ key: YAMLNode, _ node: YAMLNode, _ reader: YAMLReader
    ) -> FieldDefinition? {
        guard let name = key.scalarText, Identifier.isValid(name) else {
            reader.error(
                key, "`\(key.scalarText ?? "?")` is no field name",
                hint: "use letters, digits and `_`, not beginning with a digit, and no CEL keyword")
            return nil
        }
        // The short form gives the type alone.
        if node.pairs == nil {
            return type(node, reader).map { FieldDefinition(name: name, type: $0) }
        }
        let keys = ["type", "from", "optional"]
        guard let section = reader.mapping(node, "field `\(name)`", keys: keys) else { return nil }
        let type = section.required("type", reader).flatMap { Self.type($0, reader) }
        let origin = section["from"].flatMap { Self.origin($0, reader) }
        let isOptional = section["optional"].flatMap { reader.bool($0, "`optional`") } ?? false
        return type.map {
            FieldDefinition(name: name, type: $0, origin: origin, isOptional: isOptional)
        }
    }

    private static func type(_ node: YAMLNode, _ reader: YAMLReader) -> FieldType? {
        guard let text = reader.string(node, "`type`") else { return nil }
        if let type = FieldType(text) { return type }
        reader.error(
            node, "unknown type `\(text)`",
            hint: didYouMean(text, among: FieldType.simple.keys.sorted())
                ?? "expected \(FieldType.simple.keys.sorted().joined(separator: ", ")), "
                + "`list(…)` or `map(string, …)`")
        return nil
    }

    private static func origin(
        _ node: YAMLNode, _ reader: YAMLReader
    ) -> FieldDefinition.Origin? {
        guard let text = reader.string(node, "`from`") else { return nil }
        switch text {
        case "$text": return .text
        case "$message.last_user": return .lastUserMessage
        default:
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.first == "$json", parts.count > 1, !parts.contains("") else {
                reader.error(
                    node, "`from` is `\(text)`",
                    hint: "expected `$text`, `$message.last_user` or `$json.<path>`")
                return nil
            }
            return .json(parts.dropFirst().map(String.init))
        }
    }
}
