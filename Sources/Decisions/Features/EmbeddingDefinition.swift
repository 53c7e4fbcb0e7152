/// An OpenAI-style endpoint for embeddings, which the audits of texts use where it is named.
///
/// The URL and the key may have variables.
package struct EmbeddingDefinition: Hashable, Sendable {
    package var baseURL: String
    package var model: String
    package var key: String?
    /// Of one call.
    package var timeout = Duration.seconds(30)

    package init(baseURL: String, model: String, key: String? = nil) {
        self.baseURL = baseURL
        self.model = model
        self.key = key
    }
}

extension EmbeddingDefinition {
    /// Reads `audits.embedding`; reports what is wrong and returns `nil` where it cannot be used.
    init?(_ node: YAMLNode, _ reader: YAMLReader) {
        let keys = ["base_url", "model", "key", "timeout"]
        guard let section = reader.mapping(node, "`embedding`", keys: keys) else { return nil }
        guard let url = section["base_url"].flatMap({ reader.string($0, "`base_url`") }),
            let model = section["model"].flatMap({ reader.string($0, "`model`") })
        else {
            reader.error(node, "`embedding` needs `base_url` and `model`")
            return nil
        }
        self.init(
            baseURL: url, model: model,
            key: section["key"].flatMap { reader.string($0, "`key`") })
        if let node = section["key"], key?.hasPrefix("${") == false {
            reader.warn(
                node, "a key stands in the file",
                hint: "write `key: \"${NAME}\"` and keep it in the environment")
        }
        if let span = section["timeout"].flatMap({ reader.duration($0, "`timeout`") }) {
            timeout = span
        }
    }
}
