/// The pairs of a mapping, by key.
package struct YAMLMapping {
    package let node: YAMLNode
    /// What the mapping is, for messages: `a rule`, `the feature`.
    package let what: String
    package let pairs: [(key: YAMLNode, value: YAMLNode)]

    /// The value of `key`; `nil` where it is missing or null.
    package subscript(_ key: String) -> YAMLNode? {
        pairs.first { $0.key.scalarText == key }?.value.nonNull
    }

    /// The value of `key`, whose absence is reported.
    package func required(_ key: String, _ reader: YAMLReader) -> YAMLNode? {
        if let value = self[key] { return value }
        reader.error(node, "\(what) has no `\(key)`")
        return nil
    }
}

extension YAMLNode {
    fileprivate var nonNull: YAMLNode? { isNull ? nil : self }
}
