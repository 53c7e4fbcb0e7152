import Diagnostics

/// Reads what `feature.yaml` says about running live.
struct LiveSection {
    static let keys = [
        "cascade", "split", "shadow", "holdout", "prior", "compare", "redact", "chat_models",
    ]

    private let top: YAMLMapping
    private let reader: YAMLReader
    private let questions: [Question]?
    private let fields: [FieldDefinition]?
    private let paths: [PathDefinition]
    private let pathNames: [String]

    /// Makes a reader of what may refer to the sections before it.
    ///
    /// `questions` and `fields` are nil where some of them are wrong: what refers to them cannot be
    /// told right from wrong then. `pathNames` has the wrong ones as well.
    init(
        _ top: YAMLMapping, questions: [Question]?, fields: [FieldDefinition]?,
        paths: [PathDefinition], pathNames: [String], _ reader: YAMLReader
    ) {
        self.top = top
        self.reader = reader
        self.questions = questions
        self.fields = fields
        self.paths = paths
        self.pathNames = pathNames
    }

    private var hasAllPaths: Bool { paths.count == pathNames.count }

    private var models: [String] {
        guard hasAllPaths else { return pathNames }
        return paths.filter { if case .model = $0.kind { true } else { false } }.map(\.name)
    }

    /// The path in charge, or `cascade`; `nil` where the file does not say.
    func inCharge() -> String? {
        guard let node = top["in_charge"], let name = reader.string(node, "`in_charge`") else {
            return nil
        }
        guard name != LiveDefinition.cascadeName else { return cascade(node) }
        return path(node, "`in_charge`", among: pathNames)
    }

    private func cascade(_ node: YAMLNode) -> String? {
        guard !hasAllPaths || (!models.isEmpty && models.count < paths.count) else {
            reader.error(
                node, "`in_charge: cascade` needs a heuristic and a model",
                hint: "the paths are \(paths.map { "`\($0.name)`" }.joined(separator: ", "))")
            return nil
        }
        return LiveDefinition.cascadeName
    }

    func definition(inCharge: String) -> LiveDefinition {
        var live = LiveDefinition()
        live.cascade = cascade()
        live.split = split(inCharge: inCharge)
        live.holdout = rate(top["holdout"], "`holdout`") ?? live.holdout
        live.shadow = shadow()
        if let questions {
            live.priors = PriorSection.read(top["prior"], questions: questions, reader)
            live.comparisons = ComparisonSection.read(top["compare"], questions: questions, reader)
        }
        if let fields {
            live.redaction = top["redact"].flatMap {
                RedactionSection.read($0, fields: fields, reader)
            }
        }
        live.chatModels =
            top["chat_models"].map { reader.list($0, "`chat_models`") }.map {
                $0.compactMap { reader.string($0, "a name of `chat_models`") }
            } ?? []
        return live
    }

    private func cascade() -> CascadeDefinition {
        var cascade = CascadeDefinition()
        guard let node = top["cascade"],
            let section = reader.mapping(
                node, "`cascade`", keys: ["model", "below", "deadline"])
        else { return cascade }
        cascade.model = section["model"].flatMap { path($0, "`model`", among: models) }
        cascade.below = rate(section["below"], "`below`")
        cascade.deadline = section["deadline"].flatMap { reader.duration($0, "`deadline`") }
        return cascade
    }

    private func split(inCharge: String) -> SplitDefinition? {
        guard let node = top["split"],
            let section = reader.mapping(
                node, "`split`",
                keys: ["unit"] + pathNames + [LiveDefinition.cascadeName])
        else { return nil }
        let unit: SplitDefinition.Unit =
            section["unit"].flatMap { reader.choice($0, "`unit`") } ?? .user
        let shares = section.pairs.filter { $0.key.scalarText != "unit" }
        guard shares.count == 1, let (key, value) = shares.first, let name = key.scalarText else {
            reader.error(
                node, "`split` names \(shares.count) paths",
                hint: "write one path with its share, such as `model: 0.1`; "
                    + "the rest goes to `in_charge`")
            return nil
        }
        guard name != inCharge else {
            reader.error(key, "`\(name)` is in charge already; a split names another path")
            return nil
        }
        return rate(value, "`\(name)`").map { SplitDefinition(unit: unit, path: name, share: $0) }
    }

    private func path(_ node: YAMLNode, _ what: String, among names: [String]) -> String? {
        guard let name = reader.string(node, what) else { return nil }
        guard names.contains(name) || names.isEmpty else {
            reader.error(
                node, "\(what) names no path: `\(name)`",
                hint: didYouMean(name, among: names)
                    ?? "the paths are \(names.map { "`\($0)`" }.joined(separator: ", "))")
            return nil
        }
        return name
    }

    private func rate(_ node: YAMLNode?, _ what: String) -> Double? {
        node.flatMap { reader.double($0, what, in: 0...1) }
    }
}

// MARK: Shadows

extension LiveSection {
    private static let shadowKeys = [
        "sample", "by_slice", "on_abstain", "on_unsure", "on_disagreement", "unsure_below",
        "repeat", "concurrency", "queue", "deadline", "budget_usd_per_day", "budget_usd_per_hour",
    ]

    private func shadow() -> ShadowDefinition {
        var shadow = ShadowDefinition()
        guard let node = top["shadow"],
            let section = reader.mapping(node, "`shadow`", keys: Self.shadowKeys)
        else { return shadow }
        func rate(_ key: String, _ path: WritableKeyPath<ShadowDefinition, Double>) {
            guard let value = self.rate(section[key], "`\(key)`") else { return }
            shadow[keyPath: path] = value
        }
        rate("sample", \.sample)
        rate("on_abstain", \.onAbstain)
        rate("on_unsure", \.onUnsure)
        rate("on_disagreement", \.onDisagreement)
        rate("unsure_below", \.unsureBelow)
        rate("repeat", \.repeated)
        shadow.bySlice = section["by_slice"].map(slices) ?? [:]
        func number(_ key: String, _ range: ClosedRange<Int>) -> Int? {
            section[key].flatMap { reader.int($0, "`\(key)`", in: range) }
        }
        shadow.concurrency = number("concurrency", 1...4096) ?? shadow.concurrency
        shadow.queue = number("queue", 1...1_000_000) ?? shadow.queue
        shadow.deadline = section["deadline"].flatMap { reader.duration($0, "`deadline`") }
        func dollars(_ key: String) -> Double? {
            section[key].flatMap { reader.double($0, "`\(key)`", in: 0...1e9) }
        }
        shadow.budgetUSDPerDay = dollars("budget_usd_per_day")
        shadow.budgetUSDPerHour = dollars("budget_usd_per_hour")
        return shadow
    }

    private func slices(_ node: YAMLNode) -> [String: [String: Double]] {
        let slices = (top["slices"]?.elements ?? []).compactMap(\.scalarText)
        guard let section = reader.mapping(node, "`by_slice`") else { return [:] }
        var rates: [String: [String: Double]] = [:]
        for (key, values) in section.pairs {
            guard let field = key.scalarText, slices.contains(field) else {
                reader.error(
                    key, "`\(key.scalarText ?? "?")` is no slice",
                    hint: didYouMean(key.scalarText ?? "", among: slices)
                        ?? "name the field under `slices` as well")
                continue
            }
            guard let section = reader.mapping(values, "slice `\(field)`") else { continue }
            for (value, share) in section.pairs {
                rates[field, default: [:]][value.scalarText ?? ""] =
                    rate(share, "`\(value.scalarText ?? "?")`")
            }
        }
        return rates
    }
}
