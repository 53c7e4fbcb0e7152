import Audits
import Decisions
import Evidence
import Foundation
import JSONCodec
import Reports

/// Writes the strongest planted fault of an audit as a feature's folder with its log, and shows what
/// the audit says of it.
struct AuditExampleWriter {
    let audit: any Audit.Type
    let folder: String

    private static let batch = 1_000

    func run() async throws {
        guard let scenario = audit.scenarios.first(where: { $0.kind == .fault(.strong) }) else {
            throw CommandFailure(.failed, "audit \(audit.id.rawValue) has no example")
        }
        let example = AuditExample(
            name: "example-" + audit.id.rawValue.lowercased(), description: scenario.description,
            sample: scenario.sample(seed: 1))
        try write(example)
        let feature = try FeatureFolder.read(folder)
        try feature.requireSound()
        let path = folder + "/" + EvidenceOption.usualPath
        let store = try SQLiteEvidenceStore(path: path, access: .readWrite)
        try await log(example, as: feature, in: store)
        let arguments = "\(folder) --evidence \(path)"
        let report = try await AuditBench(
            folder: feature, arguments: arguments, now: example.sample.scope.now
        ).report([audit], store: store)
        try store.close()
        let text = AuditText(
            report, isDetailed: false, isColored: Console.usesColor, width: Console.resultWidth)
        Console.print(
            """
            \(folder): planted: \(scenario.description)
            To look again: assay audit \(arguments) --only \(audit.id.rawValue)

            \(text.text.dropLast())
            """)
    }

    private func write(_ example: AuditExample) throws {
        let files = FileManager.default
        if let content = try? files.contentsOfDirectory(atPath: folder), !content.isEmpty {
            throw CommandFailure(
                .failed, "\(folder): the folder is not empty; choose another name or remove it")
        }
        do {
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for (name, text) in example.files {
                try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
            }
        } catch {
            throw CommandFailure(
                .failed,
                "\(folder): the folder cannot be written; check its permissions and the disk")
        }
    }

    private func log(
        _ example: AuditExample, as folder: FeatureFolder, in store: SQLiteEvidenceStore
    ) async throws {
        let key = try await store.open(folder.feature)
        let source = CaseSource(name: "traffic.jsonl", signature: "example")
        let all = example.sample.observations
        for start in stride(from: 0, to: all.count, by: Self.batch) {
            let logged = all[start..<min(all.count, start + Self.batch)]
            let cases = logged.map { observation in
                Case(
                    id: observation.caseID, time: observation.time, user: observation.user,
                    groups: observation.groups, slices: observation.slices,
                    input: CaseInput(json: JSONValue.object(example.input(of: observation)).json))
            }
            let arrivals = cases.enumerated().map { index, item in
                CaseArrival(
                    id: item.id, inputHash: item.input.hash.high, line: start + index + 1,
                    time: item.time?.microseconds ?? CaseCell.noTime, user: item.user)
            }
            let tickets = try await store.register(arrivals, of: key, from: source, wanted: [])
            var observations: [Observation] = []
            var outcomes: [RegisteredOutcome] = []
            for ((entry, item), ticket) in zip(zip(logged, cases), tickets) {
                observations.append(observation(entry, item, ticket.caseNumber, folder))
                outcomes += entry.outcomes.map {
                    outcome($0, of: entry, number: ticket.caseNumber)
                }
            }
            try await store.append(observations, outcomes: outcomes, of: key)
        }
        try await log(example.sample.events, of: key, in: store)
    }

    private func observation(
        _ entry: LoggedObservation, _ item: Case, _ number: Int, _ folder: FeatureFolder
    ) -> Observation {
        let question = folder.feature.questions[0]
        let answers = entry.answers.map { answer in
            let path = folder.feature.paths.first { $0.name == answer.path }
            return VersionedAnswer(
                Answer(
                    path: answer.path, repeatIndex: answer.repeatIndex, status: answer.status,
                    code: answer.value.flatMap(question.code), latency: answer.latency),
                version: path.flatMap(folder.version)?.version ?? answer.version)
        }
        return Observation(
            id: entry.id, requestID: entry.id, question: question.name, case: item,
            caseNumber: number, loggedAt: entry.loggedAt, environment: entry.environment,
            answers: answers, inCharge: entry.inCharge,
            inChargeProbability: entry.inChargeProbability,
            shown: entry.shown.flatMap(question.code), versions: folder.versionSet,
            marks: entry.marks)
    }

    private func outcome(
        _ known: LoggedOutcome, of entry: LoggedObservation, number: Int
    ) -> RegisteredOutcome {
        RegisteredOutcome(
            Outcome(
                caseID: entry.caseID, question: entry.question, value: known.value,
                source: Outcome.Source(rawValue: known.source) ?? .other, rater: known.rater,
                shownOutputOf: known.shownOutputOf, observedAt: known.observedAt),
            caseNumber: number, receivedAt: known.receivedAt)
    }

    /// Logs events in batches; a batch counts as received with its last event.
    private func log(
        _ events: [LoggedEvent], of key: FeatureKey, in store: SQLiteEvidenceStore
    ) async throws {
        for start in stride(from: 0, to: events.count, by: Self.batch) {
            let batch = events[start..<min(events.count, start + Self.batch)]
            guard let last = batch.last else { return }
            let dated = batch.map { entry in
                var event = entry.event
                event.observedAt = event.observedAt ?? entry.receivedAt
                return event
            }
            _ = try await store.append(dated, of: key, receivedAt: last.receivedAt)
        }
    }
}
