import Decisions
import Diagnostics
import Evidence
import Models
import RuleEngine
import ShadowEvaluation

/// Makes a feature's paths ready to answer: rules compiled, models reached or their recordings read.
struct PathBuilder {
    let folder: FeatureFolder
    /// Names of the paths that are wanted; empty for all.
    let only: [String]
    /// Whether models are asked even where a recording exists, and their answers recorded.
    let records: Bool
    /// What a new recording says of itself.
    let note: String?
    let recordings: Recordings
    let transport: any ModelTransport

    /// When a model's recorded answers stand in for it.
    enum Recordings {
        /// Even where it could be asked.
        case always
        case whereItCannotBeAsked
        /// Cases that nobody has seen yet are in no recording.
        case never
    }

    /// Returns the paths, and says on standard error which are left out and why.
    func paths() async throws -> [AnsweringPath] {
        let names = folder.feature.paths.map(\.name)
        for name in only where !names.contains(name) {
            throw CommandFailure(
                .usage,
                "`--only \(name)`: no such path; "
                    + "the paths are \(names.map { "`\($0)`" }.joined(separator: ", "))")
        }
        var paths: [AnsweringPath] = []
        for path in folder.feature.paths where only.isEmpty || only.contains(path.name) {
            guard let version = folder.version(of: path) else { continue }
            switch path.kind {
            case .heuristic:
                guard let ruleSet = folder.ruleSet else { continue }
                paths.append(AnsweringPath(version: version, kind: .heuristic(ruleSet)))
            case .model(let definition):
                guard let task = folder.tasks[path.name],
                    let model = try await model(task, definition)
                else { continue }
                let width = definition.concurrency ?? folder.feature.shadow.concurrency
                paths.append(
                    AnsweringPath(
                        version: version, kind: .model(model), concurrency: width,
                        prices: folder.prices.overridden(by: definition.price)))
            }
        }
        return paths
    }

    private func model(
        _ task: ModelTask, _ definition: ModelDefinition
    ) async throws -> (any ModelAnswering)? {
        let recording = folder.feature.file(definition.recording)
        let endpoint = ModelEndpoint.resolve(definition, in: Console.environment)
        if case .success(let endpoint) = endpoint, recordings != .always {
            let client = ModelClient(
                task, endpoint: endpoint, prices: folder.prices, transport: transport,
                // Live, a server in trouble must not be asked the more for it.
                retryBudget: recordings == .never ? RetryBudget() : nil)
            return records ? try await recorder(client, task, recording) : client
        }
        if case .failure(let unset) = endpoint, records {
            let names = unset.names.map { "`\($0)`" }.joined(separator: " and ")
            throw CommandFailure(
                .usage, "`--record` asks path `\(task.path)`, but \(names) is not set")
        }
        if recordings == .never, case .failure(let unset) = endpoint {
            let names = unset.names.map { "`\($0)`" }.joined(separator: ", ")
            Console.note(
                "\(folder.feature.name): path `\(task.path)` is left out: \(names) not set")
            return nil
        }
        guard TextFile.exists(recording) else {
            if case .failure(let unset) = endpoint {
                let names = unset.names.map { "`\($0)`" }.joined(separator: ", ")
                Console.note(
                    "\(folder.feature.name): path `\(task.path)` is left out: \(names) not set, "
                        + "and no recording `\(recording)`")
            } else {
                Console.note(
                    "\(folder.feature.name): path `\(task.path)` is left out: "
                        + "no recording `\(recording)`")
            }
            return nil
        }
        return try recorded(task, recording)
    }

    private func recorded(_ task: ModelTask, _ file: String) throws -> RecordedModel {
        let (cassette, diagnostics) = try Cassette.load(file, for: task)
        for warning in diagnostics where warning.severity == .warning {
            Console.note(warning.description)
        }
        guard let cassette else {
            throw CommandFailure(
                .badData, diagnostics.map(\.description).joined(separator: "\n"))
        }
        return RecordedModel(task, cassette: cassette)
    }

    private func recorder(
        _ client: ModelClient, _ task: ModelTask, _ file: String
    ) async throws -> RecordingModel {
        do {
            let opened = try CassetteWriter.open(file, for: task, at: Clocks.now(), note: note)
            for notice in opened.notices { Console.note(notice.description) }
            return RecordingModel(client, writer: opened.writer, now: Clocks.now) { error in
                Console.error(error.description)
            }
        } catch {
            throw CommandFailure(.badData, error.description)
        }
    }
}
