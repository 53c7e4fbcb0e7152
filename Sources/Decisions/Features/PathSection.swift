import Diagnostics

/// Reads `paths` of a feature file.
enum PathSection {
    static func read(_ node: YAMLNode?, _ reader: YAMLReader) -> [PathDefinition] {
        guard let node else {
            return [PathDefinition(name: "heuristic", kind: .heuristic(rules: "rules.yaml"))]
        }
        guard let section = reader.mapping(node, "`paths`") else { return [] }
        var paths: [PathDefinition] = []
        for (key, value) in section.pairs {
            guard let path = path(key, value, reader) else { continue }
            paths.append(path)
        }
        if paths.isEmpty, !reader.hasErrors {
            reader.error(node, "`paths` is empty", hint: "add `heuristic: { rules: rules.yaml }`")
        }
        let heuristics = paths.filter { if case .heuristic = $0.kind { true } else { false } }
        return heuristics + paths.filter { !heuristics.contains($0) }
    }

    private static func path(
        _ key: YAMLNode, _ node: YAMLNode, _ reader: YAMLReader
    ) -> PathDefinition? {
        guard let name = key.scalarText, FeatureFile.isFeatureName(name), name != "cascade" else {
            reader.error(
                key, "`\(key.scalarText ?? "?")` is no path name",
                hint: "use letters, digits, `-` and `_`; `cascade` is taken")
            return nil
        }
        guard let section = reader.mapping(node, "path `\(name)`") else { return nil }
        if section["rules"] != nil {
            guard let section = reader.mapping(node, "path `\(name)`", keys: ["rules"]),
                let file = section["rules"].flatMap({ reader.file($0, "`rules`") })
            else { return nil }
            return PathDefinition(name: name, kind: .heuristic(rules: file))
        }
        return model(node, name, reader).map { PathDefinition(name: name, kind: .model($0)) }
    }

    private static let modelKeys = [
        "api", "base_url", "model", "key", "prompt", "timeout", "response", "max_tokens",
        "max_input_tokens", "retries", "concurrency", "recording", "note", "price",
        "budget_usd_per_day", "budget_usd_per_hour", "hedge",
    ]

    private static func model(
        _ node: YAMLNode, _ name: String, _ reader: YAMLReader
    ) -> ModelDefinition? {
        guard let section = reader.mapping(node, "path `\(name)`", keys: modelKeys) else {
            return nil
        }
        func text(_ key: String) -> String? {
            section[key].flatMap { reader.string($0, "`\(key)`") }
        }
        let api: ModelDefinition.API? = section.required("api", reader)
            .flatMap { reader.choice($0, "`api`") }
        let url = section.required("base_url", reader)
            .flatMap { reader.string($0, "`base_url`") }
        let model = section.required("model", reader).flatMap { reader.string($0, "`model`") }
        // What is missing is reported; the rest is read all the same, for what is wrong there.
        var definition = ModelDefinition(
            api: api ?? .chat, baseURL: url ?? "", model: model ?? "")
        definition.key = text("key")
        if let node = section["key"], definition.key?.hasPrefix("${") == false {
            reader.warn(
                node, "a key stands in the file",
                hint: "write `key: \"${NAME}\"` and keep it in the environment")
        }
        definition.prompt = section["prompt"].flatMap { reader.file($0, "`prompt`") }
        definition.note = text("note")
        if let file = text("recording") { definition.recording = file }
        if let node = section["timeout"], let value = reader.duration(node, "`timeout`") {
            definition.timeout = value
        }
        if let node = section["response"],
            let value: ModelDefinition.ResponseFormat =
                reader.choice(node, "`response`")
        {
            definition.responseFormat = value
        }
        func number(_ key: String, _ range: ClosedRange<Int>) -> Int? {
            section[key].flatMap { reader.int($0, "`\(key)`", in: range) }
        }
        definition.maxTokens = number("max_tokens", 1...1_000_000) ?? definition.maxTokens
        definition.maxInputTokens =
            number("max_input_tokens", 1...100_000_000) ?? definition.maxInputTokens
        definition.retries = number("retries", 0...10) ?? definition.retries
        definition.concurrency = number("concurrency", 1...4096)
        definition.hedge = section["hedge"].flatMap { reader.duration($0, "`hedge`") }
        func dollars(_ key: String) -> Double? {
            section[key].flatMap { reader.double($0, "`\(key)`", in: 0...1e9) }
        }
        definition.budgetUSDPerDay = dollars("budget_usd_per_day")
        definition.budgetUSDPerHour = dollars("budget_usd_per_hour")
        definition.price = section["price"].flatMap { PriceSection.read($0, reader) }
        return api == nil || url == nil || model == nil ? nil : definition
    }
}

/// Reads a price: of a path, or of a row of a price table.
package enum PriceSection {
    package static let keys = [
        "input_per_million", "cached_input_per_million", "output_per_million",
        "reasoning_per_million", "per_call",
    ]

    private static let tokenKeys = keys.filter { $0.hasSuffix("per_million") }

    package static func read(_ node: YAMLNode, _ reader: YAMLReader) -> PriceDefinition? {
        reader.mapping(node, "a price", keys: keys).flatMap { read($0, reader) }
    }

    /// Reads a price that is whole: nothing that costs is taken to be free because it is missing.
    package static func read(_ section: YAMLMapping, _ reader: YAMLReader) -> PriceDefinition? {
        guard isWhole(section, reader) else { return nil }
        func dollars(_ key: String) -> Double? {
            section[key].flatMap { reader.double($0, "`\(key)`", in: 0...1_000_000) }
        }
        return PriceDefinition(
            inputPerMillion: dollars("input_per_million") ?? 0,
            cachedInputPerMillion: dollars("cached_input_per_million"),
            outputPerMillion: dollars("output_per_million") ?? 0,
            reasoningPerMillion: dollars("reasoning_per_million"),
            perCall: dollars("per_call") ?? 0)
    }

    private static func isWhole(_ section: YAMLMapping, _ reader: YAMLReader) -> Bool {
        guard keys.contains(where: { section[$0] != nil }) else {
            reader.error(
                section.node, "\(section.what) is empty",
                hint: "write `per_call`, or `input_per_million` and `output_per_million`; "
                    + "0 means free; leave `price` out where it is unknown")
            return false
        }
        guard tokenKeys.contains(where: { section[$0] != nil }) else { return true }
        let missing = ["input_per_million", "output_per_million"].filter { section[$0] == nil }
        for key in missing {
            reader.error(
                section.node, "\(section.what) has no `\(key)`",
                hint: "a price of tokens needs both ways; write `\(key): 0` where it is free")
        }
        return missing.isEmpty
    }
}
