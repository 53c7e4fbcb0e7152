import Diagnostics

/// What `feature.yaml` says about audits, under `audits`.
package struct AuditSettings: Hashable, Sendable {
    /// The groups between which answers are compared, such as `sex`; empty for all that are logged.
    package var groups: [String] = []
    /// The options that are good for whoever the case is about; empty where the file does not say.
    package var favourable: [OptionValue] = []
    /// By group, the value that the others are held against; without one it is the largest.
    package var reference: [String: String] = [:]
    /// By key, such as `A7.selection-ratio`.
    package var thresholds: [String: Double] = [:]
    /// How often the gateway runs the audits; it does not without.
    package var every: Duration?
    /// The last stretch of time that each run looks at apart, for a curve.
    package var window: Duration = .seconds(28 * 86_400)
    /// Who is told when an audit starts or stops firing.
    package var webhook: AuditWebhook?
    /// Who is asked for the meanings of texts; nobody without.
    package var embedding: EmbeddingDefinition?

    package init() {}
}

/// Where to post that an audit starts or stops firing; both texts may have variables.
package struct AuditWebhook: Hashable, Sendable {
    package var url: String
    /// What signs the message.
    package var key: String

    package init(url: String, key: String) {
        self.url = url
        self.key = key
    }
}

/// Reads `audits`.
struct AuditSection {
    static let keys = [
        "groups", "favourable", "reference", "thresholds", "every", "window", "webhook",
        "embedding",
    ]
    /// Runs closer to one another would only cost.
    private static let shortest = Duration.seconds(60)

    let reader: YAMLReader
    /// `nil` where some question is wrong.
    let questions: [Question]?

    func read(_ node: YAMLNode?) -> AuditSettings {
        var settings = AuditSettings()
        guard let node, let section = reader.mapping(node, "`audits`", keys: Self.keys) else {
            return settings
        }
        settings.groups =
            section["groups"].map { reader.list($0, "`groups`") }?
            .compactMap { reader.string($0, "a group") } ?? []
        settings.favourable = section["favourable"].map(favourable) ?? []
        for (key, value) in pairs(section["reference"], "`reference`") {
            settings.reference[key] = reader.string(value, "`\(key)`")
        }
        for (key, value) in pairs(section["thresholds"], "`thresholds`") {
            settings.thresholds[key] = reader.double(value, "`\(key)`")
        }
        settings.every = section["every"].flatMap { span($0, "`every`") }
        settings.window = section["window"].flatMap { span($0, "`window`") } ?? settings.window
        settings.webhook = section["webhook"].flatMap(webhook)
        settings.embedding = section["embedding"].flatMap { EmbeddingDefinition($0, reader) }
        return settings
    }

    private func span(_ node: YAMLNode, _ what: String) -> Duration? {
        guard let span = reader.duration(node, what) else { return nil }
        guard span < Self.shortest else { return span }
        reader.error(node, "\(what) is shorter than a minute", hint: "write such as `1d`")
        return nil
    }

    private func webhook(_ node: YAMLNode) -> AuditWebhook? {
        guard let section = reader.mapping(node, "`webhook`", keys: ["url", "key"]) else {
            return nil
        }
        guard let url = section["url"].flatMap({ reader.string($0, "`url`") }),
            let key = section["key"].flatMap({ reader.string($0, "`key`") })
        else {
            reader.error(node, "`webhook` needs `url` and `key`")
            return nil
        }
        if let node = section["key"], !key.hasPrefix("${") {
            reader.warn(
                node, "a key stands in the file",
                hint: "write `key: \"${NAME}\"` and keep it in the environment")
        }
        return AuditWebhook(url: url, key: key)
    }

    private func pairs(_ node: YAMLNode?, _ what: String) -> [(String, YAMLNode)] {
        let section = node.flatMap { reader.mapping($0, what) }
        return section?.pairs.compactMap { key, value in
            reader.string(key, "a key of \(what)").map { ($0, value) }
        } ?? []
    }

    private func favourable(_ node: YAMLNode) -> [OptionValue] {
        let labels = questions?.flatMap(\.labels) ?? []
        return (node.elements ?? [node]).compactMap { element in
            guard let questions, let text = element.scalarText else { return nil }
            for question in questions {
                if let code = question.code(reading: text) { return question.options[code].value }
            }
            reader.error(
                element, "`\(text)` is no answer of the feature",
                hint: didYouMean(text, among: labels))
            return nil
        }
    }
}
