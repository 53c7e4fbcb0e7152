import Decisions
import Foundation

@testable import Evidence

/// Writes to a spool as the live path does.
struct LiveScribe {
    let spool: Spool
    let feature: SpooledFeature
    let ids: EvidenceIDGenerator
    static let now = Timestamp(microseconds: 1_767_225_600_000_000)

    init(_ spool: Spool, name: String = "triage", questions: [Question] = [.team]) {
        self.spool = spool
        feature = spool.define(name, questions: questions, countingRule: .latestHuman)
        ids = EvidenceIDGenerator()
    }

    init(_ folder: String, limits: SpoolLimits = SpoolLimits()) throws {
        self.init(Spool(try SpoolFolder(path: folder), limits: limits))
    }

    /// A request of the feature; `waiting` announces the model's answers.
    func request(
        _ caseID: String? = nil, text: String = "help", user: String? = nil, waiting: Bool = false,
        at time: Timestamp = LiveScribe.now
    ) -> SpooledRequest {
        SpooledRequest(
            id: ids.next(at: time.microseconds), feature: feature, caseID: caseID, time: time,
            user: user, groups: ["region": "north"], slices: ["plan": "basic"],
            input: Array("{\"text\":\"\(text)\"}".utf8), loggedAt: time,
            versions: VersionSet(feature: ContentHash([("feature", "1")])),
            marks: LiveMarks(holdoutProbability: 0.05, isRetry: true),
            decisions: feature.questions.indices.map { question in
                SpooledDecision(
                    observationID: ids.next(at: time.microseconds), question: question,
                    answers: [
                        VersionedAnswer(
                            .answered("heuristic", 0), version: PathVersion.rules1.version)
                    ],
                    pending: waiting
                        ? [
                            PendingAnswer(
                                path: "model", version: PathVersion.model.version,
                                inclusionProbability: 0.5)
                        ] : [],
                    inCharge: "heuristic", shown: 0, shownFrom: "heuristic")
            })
    }

    func completion(of request: SpooledRequest, code: Int = 1) -> SpooledCompletion {
        SpooledCompletion(
            requestID: request.id,
            answers: request.decisions.map { decision in
                .init(
                    observationID: decision.observationID,
                    VersionedAnswer(
                        .answered("model", code), version: PathVersion.model.version))
            })
    }

    /// Logs requests that wait for nothing.
    @discardableResult
    func write(_ count: Int) -> [SpooledRequest] {
        (0..<count).map { index in
            let request = request("c\(index)")
            _ = spool.append(request)
            return request
        }
    }
}

extension TemporaryLog {
    var spool: String { file("spool") }

    /// The spool's segments as they lie in the folder.
    func segments() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: URL(filePath: spool), includingPropertiesForKeys: nil
        ).filter { $0.pathExtension == "spool" }.sorted { $0.path < $1.path }
    }

    /// Drains what a spool has left that nobody writes any more.
    @discardableResult
    func drain(
        _ store: SQLiteEvidenceStore, limits: SpoolLimits = SpoolLimits()
    ) async throws -> SpoolProgress {
        let folder = try SpoolFolder(path: spool)
        defer { folder.unlock() }
        let drain = SpoolDrain(folder, into: store, limits: limits, nanoseconds: { 0 })
        try await drain.drain()
        return await drain.progress
    }
}

extension SQLiteEvidenceStore {
    /// The requests of a feature's observations, in the order of the log.
    func requestIDs(
        _ name: String = "triage", _ questions: [Question] = [.team]
    ) async throws -> [String] {
        try await Scribe(self, name: name, questions: questions).export().map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return object?["request_id"] as? String ?? ""
        }
    }
}
