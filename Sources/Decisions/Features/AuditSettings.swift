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

    package init() {}
}

/// Reads `audits`.
struct AuditSection {
    static let keys = ["groups", "favourable", "reference", "thresholds"]

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
        return settings
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
