package import Decisions
package import Diagnostics
import Evidence

/// Reads and writes `plan.yaml`.
package enum PlanFile {
    /// Returns the plan that `source` holds for a feature, with what is wrong with it; nil where
    /// there are errors.
    package static func read(
        _ source: SourceText, for feature: Feature
    ) -> (plan: Plan?, diagnostics: [Diagnostic]) {
        let reader = YAMLReader(source)
        let plan = reader.root().flatMap { PlanSection(feature, reader).read($0) }
        return (reader.hasErrors ? nil : plan, reader.diagnostics)
    }
}

/// Reads the parts of a plan.
private struct PlanSection {
    private let feature: Feature
    private let reader: YAMLReader

    init(_ feature: Feature, _ reader: YAMLReader) {
        self.feature = feature
        self.reader = reader
    }

    private static let keys = [
        "frozen_at", "line", "alpha", "looks", "unit", "outcome", "economics", "claims", "slices",
        "caps", "thresholds", "versions", "least_inclusion",
    ]

    /// There is one policy: the limits hold however often somebody looks.
    private enum Looks: String, CaseIterable { case any }
    /// There is one rule: an outcome that is still open counts at its worst for every claim.
    private enum Open: String, CaseIterable { case worstCase = "worst-case" }

    func read(_ node: YAMLNode) -> Plan? {
        guard let top = reader.mapping(node, "the plan", keys: Self.keys) else { return nil }
        let frozenAt = top.required("frozen_at", reader).flatMap(time)
        let line = top.required("line", reader).flatMap { reader.int($0, "`line`", in: 1...10_000) }
        let alpha = top.required("alpha", reader).flatMap { level($0, "`alpha`") }
        _ = top["looks"].flatMap { reader.choice($0, "`looks`", as: Looks.self) }
        let unit = top.required("unit", reader).flatMap {
            reader.choice($0, "`unit`", as: Plan.Unit.self)
        }
        let outcome = top.required("outcome", reader).flatMap(self.outcome)
        let labels = feature.questions.flatMap(\.labels)
        let economics = top.required("economics", reader).flatMap {
            EconomicsSection.read($0, labels: labels, paths: feature.paths.map(\.name), reader)
        }
        let claims = top.required("claims", reader).map { self.claims($0, within: alpha) } ?? []
        let slices = top["slices"].map(self.slices) ?? []
        let caps = top.required("caps", reader).map(self.caps) ?? []
        let thresholds = top["thresholds"].map(self.thresholds) ?? [:]
        let versions = top.required("versions", reader).map(self.versions) ?? []
        let leastInclusion = top["least_inclusion"].flatMap {
            reader.double($0, "`least_inclusion`", in: 1e-6...1)
        }
        guard let frozenAt, let line, let alpha, let unit, let outcome, let economics else {
            return nil
        }
        return Plan(
            frozenAt: frozenAt, line: line, alpha: alpha, unit: unit, outcome: outcome,
            economics: economics, claims: claims, slices: slices, caps: caps,
            thresholds: thresholds, versions: versions, leastInclusion: leastInclusion ?? 1)
    }

    private func time(_ node: YAMLNode) -> Timestamp? {
        guard let time = node.scalarText.flatMap({ Timestamp($0) }) else {
            reader.error(
                node, "`frozen_at` is no time", hint: "write it as 2026-11-22T09:30:00Z")
            return nil
        }
        return time
    }

    private func level(_ node: YAMLNode, _ what: String) -> Double? {
        reader.double(node, what, in: 1e-9...0.5)
    }

    private func outcome(_ node: YAMLNode) -> OutcomeDefinition? {
        let keys = ["depends_on_answer", "matures_after", "effective", "open", "labels"]
        guard let section = reader.mapping(node, "`outcome`", keys: keys) else { return nil }
        _ = section["open"].flatMap { reader.choice($0, "`open`", as: Open.self) }
        guard
            let dependence = section.required("depends_on_answer", reader).flatMap({
                reader.choice(
                    $0, "`depends_on_answer`", as: OutcomeDefinition.Dependence.self)
            }),
            let maturity = section.required("matures_after", reader).flatMap({
                reader.duration($0, "`matures_after`")
            }),
            let effective = section.required("effective", reader).flatMap({
                reader.choice($0, "`effective`", as: CountingRule.self)
            })
        else { return nil }
        let chance = section["labels"].flatMap(self.labelChance)
        return OutcomeDefinition(
            dependsOnAnswer: dependence, maturesAfter: maturity, effective: effective,
            labels: LabelSample(disagreements: chance ?? 1))
    }

    private func labelChance(_ node: YAMLNode) -> Double? {
        reader.mapping(node, "`labels`", keys: ["disagreements"])?["disagreements"].flatMap {
            reader.double($0, "`disagreements`", in: LabelSample.least...1)
        }
    }

    private func claims(_ node: YAMLNode, within alpha: Double?) -> [Plan.PromisedClaim] {
        let elements = reader.list(node, "`claims`")
        let claims = elements.compactMap(claim)
        if elements.isEmpty { reader.error(node, "the plan promises no claim") }
        let spent = claims.reduce(0) { $0 + $1.alpha }
        if let alpha, spent > alpha * (1 + 1e-9) {
            reader.error(
                node, "the claims spend \(spent) together; `alpha` is \(alpha)",
                hint: "let their shares add up to it")
        }
        for (index, claim) in claims.enumerated() {
            let isTwice = claims[..<index].contains {
                ($0.question, $0.path, $0.challenger)
                    == (claim.question, claim.path, claim.challenger)
            }
            if isTwice { reader.error(elements[index], "the claim is promised twice") }
        }
        return claims
    }

    private func claim(_ node: YAMLNode) -> Plan.PromisedClaim? {
        let keys = ["question", "path", "challenger", "alpha", "effect", "deviation"]
        guard let section = reader.mapping(node, "a claim", keys: keys),
            let question = name(
                section, "question", among: feature.questions.map(\.name)),
            let path = name(section, "path", among: feature.paths.map(\.name)),
            let challenger = section.required("challenger", reader).flatMap({
                reader.choice($0, "`challenger`", as: Challenger.self)
            }),
            let alpha = section.required("alpha", reader).flatMap({ level($0, "`alpha`") }),
            let effect = section.required("effect", reader).flatMap({
                reader.double($0, "`effect`", in: 1e-12...1e12)
            }),
            let deviation = section.required("deviation", reader).flatMap({
                reader.double($0, "`deviation`", in: 1e-12...1e12)
            })
        else { return nil }
        return Plan.PromisedClaim(
            question: question, path: path, challenger: challenger, alpha: alpha, effect: effect,
            deviation: deviation)
    }

    private func name(_ section: YAMLMapping, _ key: String, among names: [String]) -> String? {
        guard let node = section.required(key, reader),
            let name = reader.string(node, "`\(key)`")
        else { return nil }
        guard names.contains(name) else {
            reader.error(
                node, "the feature has no \(key) `\(name)`", hint: didYouMean(name, among: names))
            return nil
        }
        return name
    }

    private func slices(_ node: YAMLNode) -> [String] {
        reader.list(node, "`slices`").compactMap { element in
            guard let name = reader.string(element, "a slice") else { return nil }
            guard feature.slices.contains(name) else {
                reader.error(
                    element, "`\(name)` is no slice of feature.yaml",
                    hint: didYouMean(name, among: feature.slices))
                return nil
            }
            return name
        }
    }

    private func caps(_ node: YAMLNode) -> [Plan.Caps] {
        guard let section = reader.mapping(node, "`caps`") else { return [] }
        let keys = ["seconds", "input_tokens", "output_tokens", "usd_per_call"]
        return section.pairs.compactMap { key, value in
            guard let path = reader.string(key, "a path's name"),
                let caps = reader.mapping(value, "the caps of `\(path)`", keys: keys),
                let seconds = caps.required("seconds", reader).flatMap({
                    reader.double($0, "`seconds`", in: 0...1e9)
                })
            else { return nil }
            func tokens(_ key: String) -> Int? {
                caps[key].flatMap { reader.int($0, "`\(key)`", in: 0...100_000_000) }
            }
            let price = caps["usd_per_call"].flatMap {
                reader.double($0, "`usd_per_call`", in: 0...1e9)
            }
            return Plan.Caps(
                path: path, inputTokens: tokens("input_tokens"),
                outputTokens: tokens("output_tokens"), price: price, seconds: seconds)
        }
    }

    private func thresholds(_ node: YAMLNode) -> [String: Double] {
        guard let section = reader.mapping(node, "`thresholds`") else { return [:] }
        let pairs = section.pairs.compactMap { key, value -> (String, Double)? in
            guard let key = reader.string(key, "a threshold's key"),
                let number = reader.double(value, "`\(key)`")
            else { return nil }
            return (key, number)
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    private func versions(_ node: YAMLNode) -> [PathVersion] {
        guard let section = reader.mapping(node, "`versions`") else { return [] }
        return section.pairs.compactMap { key, value in
            guard let path = reader.string(key, "a path's name"),
                let text = reader.string(value, "a version")
            else { return nil }
            guard let version = ContentHash(text) else {
                reader.error(value, "`\(text)` is no version; expected 32 hexadecimal digits")
                return nil
            }
            return PathVersion(path: path, version: version)
        }
    }
}
