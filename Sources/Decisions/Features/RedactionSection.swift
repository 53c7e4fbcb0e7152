import Diagnostics

/// Reads `redact` of a feature file.
enum RedactionSection {
    static func read(
        _ node: YAMLNode, fields: [FieldDefinition], _ reader: YAMLReader
    ) -> RedactionDefinition? {
        guard
            let section = reader.mapping(
                node, "`redact`",
                keys: ["keep", "hash", "user", "case", "patterns", "custom", "key"])
        else { return nil }
        var redaction = RedactionDefinition()
        redaction.kept = section["keep"].map { names($0, "`keep`", fields, reader) }
        redaction.hashed =
            section["hash"].map {
                names($0, "`hash`", fields.filter { $0.type == .string }, reader)
            } ?? []
        redaction.hashesUser = section["user"].flatMap { isHashed($0, "`user`", reader) } ?? false
        redaction.hashesCase = section["case"].flatMap { isHashed($0, "`case`", reader) } ?? false
        redaction.kinds =
            section["patterns"].map { node in
                reader.list(node, "`patterns`").compactMap { reader.choice($0, "a pattern") }
            } ?? []
        redaction.patterns = section["custom"].map { patterns($0, reader) } ?? []
        redaction.key = section["key"].flatMap { reader.string($0, "`key`") }
        if redaction.needsKey, redaction.key == nil {
            reader.error(
                node, "`redact` hashes without a `key`",
                hint: "write `key: \"${NAME}\"` and keep it in the environment")
        } else if let node = section["key"], redaction.key?.hasPrefix("${") == false {
            reader.warn(
                node, "a key stands in the file",
                hint: "write `key: \"${NAME}\"` and keep it in the environment")
        }
        return redaction
    }

    private static func names(
        _ node: YAMLNode, _ what: String, _ fields: [FieldDefinition], _ reader: YAMLReader
    ) -> [String] {
        let known = fields.map(\.name)
        return reader.list(node, what).compactMap { element in
            guard let name = reader.string(element, "a field") else { return nil }
            guard known.contains(name) else {
                reader.error(
                    element, "\(what) names no field that it could: `\(name)`",
                    hint: didYouMean(name, among: known)
                        ?? "there are \(known.map { "`\($0)`" }.joined(separator: ", "))")
                return nil
            }
            return name
        }
    }

    private static func isHashed(
        _ node: YAMLNode, _ what: String, _ reader: YAMLReader
    ) -> Bool? {
        guard let text = node.scalarText, text == "hash" || text == "keep" else {
            reader.error(
                node, "\(what) is `\(node.scalarText ?? node.kind)`",
                hint: "expected `hash` or `keep`")
            return nil
        }
        return text == "hash"
    }

    private static func patterns(
        _ node: YAMLNode, _ reader: YAMLReader
    ) -> [RedactionDefinition.Pattern] {
        guard let section = reader.mapping(node, "`custom`") else { return [] }
        return section.pairs.compactMap { key, value in
            guard let name = key.scalarText, Identifier.isValid(name) else {
                reader.error(
                    key, "`\(key.scalarText ?? "?")` is no name of a pattern",
                    hint: "use letters, digits and `_`")
                return nil
            }
            return reader.string(value, "pattern `\(name)`").map {
                RedactionDefinition.Pattern(name: name, expression: $0)
            }
        }
    }
}
