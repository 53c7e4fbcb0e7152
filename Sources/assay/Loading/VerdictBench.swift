import Audits
import Decisions
import Evidence
import Models
import Verdicts

/// Brings a feature's current versions and their evidence before the verdict.
struct VerdictBench {
    /// How much later than its timeout a call may be cut off.
    private static let slack = Duration.seconds(1)

    private let folder: FeatureFolder
    /// Those of a command on the feature and its log.
    private let arguments: String
    private let heuristic: PathDefinition
    private let model: (path: PathDefinition, definition: ModelDefinition)?
    private let store: SQLiteEvidenceStore
    private let key: FeatureKey
    private let logged: [LoggedVersion]
    private let now: Timestamp
    private let audits: [AuditFinding]

    init(
        folder: FeatureFolder, arguments: String, challenger: String?,
        store: SQLiteEvidenceStore, now: Timestamp
    ) async throws {
        self.folder = folder
        self.arguments = arguments
        self.store = store
        self.now = now
        let feature = folder.feature
        let heuristic = feature.paths.first { if case .heuristic = $0.kind { true } else { false } }
        guard let heuristic else {
            throw CommandFailure(
                .badConfiguration,
                "\(folder.path)/feature.yaml: there is no heuristic to compare with; "
                    + "add `heuristic: { rules: rules.yaml }` to `paths`")
        }
        self.heuristic = heuristic
        model = try Self.model(of: feature, named: challenger)
        key = try await store.open(feature)
        logged = try await store.versions(of: key)
        audits = try await AuditBench(folder: folder, arguments: arguments, now: now)
            .report(AuditCatalogue.all, store: store).findings
    }

    private static func model(
        of feature: Feature, named name: String?
    ) throws -> (PathDefinition, ModelDefinition)? {
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

    /// Returns the verdict on a question, from the answers of the versions that the folder has now.
    func verdict(on question: Question) async throws -> Verdict {
        guard let heuristicVersion = folder.version(of: heuristic) else {
            throw CommandFailure(.badConfiguration, "\(folder.path): the rules cannot be read")
        }
        let judgedHeuristic = JudgedPath(
            version: heuristicVersion, label: heuristic.name, price: .free,
            latencyCap: .seconds(1))
        let judgedModel = model.flatMap { judged($0.path, $0.definition) }
        var input = VerdictInput(
            feature: folder.feature, question: question, heuristic: judgedHeuristic,
            model: judgedModel, now: now)
        input.arguments = arguments
        let paths = [heuristicVersion] + (judgedModel.map { [$0.version] } ?? [])
        input.alpha /= Double(folder.feature.questions.count * max(1, modelCount))
        input.line = line
        input.audits = audits.filter { ($0.question ?? question.name) == question.name }
        input.notes = notes(paths)
        if let judgedModel {
            let identities = try await store.identities(of: judgedModel.version, in: key)
            input.mixesVersions = identities.count > 1
            input.notes += Self.notes(identities)
        }
        if modelCount > 1, let name = model?.path.name {
            input.notes.append(
                "Only `\(name)` is compared here; `--challenger` names another model.")
        }
        let repeats = try await repeats(of: judgedModel, question)
        return try await store.fold(
            key, question: question.name, paths: paths,
            into: VerdictAccumulator(input, repeats: repeats)
        ) { $0.append($1) }.finish()
    }

    private func judged(
        _ path: PathDefinition, _ definition: ModelDefinition
    ) -> JudgedPath? {
        folder.version(of: path).map { version in
            let label = definition.note.map { "\(definition.model), \($0)" } ?? definition.model
            let price = folder.prices.overridden(by: definition.price)
                .price(replied: nil, requested: definition.model, at: now)
            let most = TokenUsage(input: definition.maxInputTokens, output: definition.maxTokens)
            return JudgedPath(
                version: version, label: label,
                price: price?.price(of: most).map { .capped(at: $0) } ?? .unknown,
                latencyCap: definition.timeout + Self.slack, laterPrice: price.map(share))
        }
    }

    /// A question's share of a call's price, as answers are logged: their tokens are shared already.
    private func share(_ price: PriceDefinition) -> PriceDefinition {
        var price = price
        price.perCall /= Double(folder.feature.questions.count)
        return price
    }

    /// Questions and models share what may go wrong: each could win by luck.
    private var modelCount: Int {
        folder.feature.paths.count { if case .model = $0.kind { true } else { false } }
    }

    /// Every version that was logged has had its chance to win by luck: the first of each path make
    /// the first line of evidence, and every further one begins another.
    private var line: Int {
        1 + logged.count - Set(logged.map(\.path.path)).count
    }

    private func notes(_ paths: [PathVersion]) -> [String] {
        paths.compactMap { current in
            let versions = logged.filter { $0.path.path == current.path }
            guard !versions.isEmpty, !versions.contains(where: { $0.path == current }) else {
                return nil
            }
            return "The log has answers of `\(current.path)` only from before its last change; "
                + "run `assay replay \(arguments)`."
        }
    }

    /// A name in a request may stand for another model tomorrow: the replies tell.
    private static func notes(_ identities: [ModelIdentity]) -> [String] {
        guard identities.count > 1 else { return [] }
        let names = identities.prefix(3).map { "`\($0.model)` (\($0.answers) answers)" }
        return [
            "The replies came from more than one model: \(names.joined(separator: ", ")). "
                + "The figures mix them."
        ]
    }

    private func repeats(
        of model: JudgedPath?, _ question: Question
    ) async throws -> RepeatedAnswers {
        guard let model else { return RepeatedAnswers() }
        let highest = try await store.highestRepeat(
            of: model.version, question: question.name, in: key)
        guard highest > 0 else { return RepeatedAnswers() }
        return try await store.fold(
            key, question: question.name,
            tries: (0...highest).map { PathTry(path: model.version, repeatIndex: $0) },
            into: RepeatedAnswers()
        ) { $0.append($1) }
    }
}
