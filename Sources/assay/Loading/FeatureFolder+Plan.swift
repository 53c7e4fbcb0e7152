import Audits
import Decisions
import Diagnostics
import Evidence
import Models
import Verdicts

extension FeatureFolder {
    /// How much later than its timeout a call may be cut off.
    private static let slack = Duration.seconds(1)

    /// The path of the rules, without which there is nothing to compare with.
    func heuristic() throws -> PathDefinition {
        let path = feature.paths.first { if case .heuristic = $0.kind { true } else { false } }
        guard let path else {
            throw CommandFailure(
                .badConfiguration,
                "\(self.path)/feature.yaml: there is no heuristic to compare with; "
                    + "add `heuristic: { rules: rules.yaml }` to `paths`")
        }
        return path
    }

    /// The model of that name, or the first; `nil` where the feature has none.
    func challenger(
        named name: String?
    ) throws -> (path: PathDefinition, definition: ModelDefinition)? {
        let models: [(PathDefinition, ModelDefinition)] = feature.paths.compactMap { path in
            guard case .model(let definition) = path.kind else { return nil }
            return (path, definition)
        }
        guard let name else { return models.first }
        guard let found = models.first(where: { $0.0.name == name }) else {
            let names = models.map { "`\($0.0.name)`" }.joined(separator: ", ")
            throw CommandFailure(
                .usage, "`--challenger \(name)`: no such model; the models are \(names)")
        }
        return found
    }

    /// The heuristic as it is judged; `nil` where its rules cannot be read.
    func judged(_ heuristic: PathDefinition) -> JudgedPath? {
        version(of: heuristic).map {
            JudgedPath(
                version: $0, label: heuristic.name, price: .free, latencyCap: .seconds(1))
        }
    }

    /// A model as it is judged; `nil` where its prompt cannot be read.
    func judged(
        _ path: PathDefinition, _ definition: ModelDefinition, at now: Timestamp
    ) -> JudgedPath? {
        version(of: path).map { version in
            let label = definition.note.map { "\(definition.model), \($0)" } ?? definition.model
            let price = prices.overridden(by: definition.price)
                .price(replied: nil, requested: definition.model, at: now)
            let highest = price?.highest(
                input: definition.maxInputTokens, output: definition.maxTokens)
            return JudgedPath(
                version: version, label: label,
                price: highest.map { .capped(at: $0) } ?? .unknown,
                latencyCap: definition.timeout + Self.slack, laterPrice: price.flatMap(share))
        }
    }

    /// A question's share of a call's price, as answers are logged: their tokens are shared already.
    ///
    /// None where reasoning is priced apart: the log does not say which tokens were reasoning.
    private func share(_ price: PriceDefinition) -> PriceDefinition? {
        guard price.reasoningPerMillion == nil else { return nil }
        var price = price
        price.perCall /= Double(feature.questions.count)
        return price
    }

    /// The most that each path may cost and take, as the files have it now.
    func caps(at now: Timestamp) -> [Plan.Caps] {
        feature.paths.compactMap { path in
            switch path.kind {
            case .heuristic:
                return judged(path).map {
                    Plan.Caps(path: path.name, price: 0, seconds: $0.latencyCap.inSeconds)
                }
            case .model(let definition):
                guard let judged = judged(path, definition, at: now) else { return nil }
                var price: Double?
                if case .capped(let cap) = judged.price { price = cap.usd }
                return Plan.Caps(
                    path: path.name, inputTokens: definition.maxInputTokens,
                    outputTokens: definition.maxTokens, price: price,
                    seconds: judged.latencyCap.inSeconds)
            }
        }
    }

    /// What the plan fixed and is otherwise now.
    func changes(since plan: Plan, at now: Timestamp) -> [Plan.Change] {
        plan.changes(
            economics: feature.economics, outcome: feature.outcome, caps: caps(at: now),
            versions: feature.paths.compactMap(version), slices: feature.slices,
            thresholds: thresholds, shadow: feature.shadow)
    }

    /// The thresholds by which audits go.
    var auditThresholds: AuditThresholds {
        AuditThresholds(
            own: feature.audits.thresholds, frozen: plan?.thresholds ?? [:],
            on: plan.map { String($0.frozenAt.description.prefix(10)) } ?? "")
    }

    /// The thresholds of all audits, as feature.yaml and this program have them now.
    var thresholds: [String: Double] {
        AuditThresholds(own: feature.audits.thresholds).values(of: AuditCatalogue.all)
    }

    /// Tells the log of the plan, so that what comes from now on counts for it.
    ///
    /// A plan that no longer fits begins nothing.
    func note(in store: SQLiteEvidenceStore, as key: FeatureKey, at now: Timestamp) async throws {
        guard let plan, changes(since: plan, at: now).isEmpty else { return }
        _ = try await store.note(plan: plan.hash, line: plan.line, of: key, at: now)
    }
}
