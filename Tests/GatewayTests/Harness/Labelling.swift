import CurlTransport
import Decisions
import Evidence
import Foundation
import Gateway
import Synchronization
import TestSupport
import Testing

/// A gateway whose log has one request, on which rules and model differ unless told otherwise.
struct Labelling: Sendable {
    let gateway: RunningGateway
    let key: FeatureKey
    private let observationID: EvidenceID

    static func with(
        modelSays code: Int = 0, labelPlans: [LabelPlan] = [],
        _ body: @escaping @Sendable (Labelling) async throws -> Void
    ) async throws {
        let feature = try TestFeature.make(labelPlans: labelPlans, model: { _ in 0 })
        try await RunningGateway.with([feature]) { gateway in
            let key = try await gateway.store.open(
                "parcels", questions: feature.feature.questions, countingRule: .latestHuman)
            try await body(
                Labelling(gateway: gateway, key: key, observationID: log(gateway.store, key, code)))
        }
    }

    /// Logs what a drain would: the rules say yes.
    private static func log(
        _ store: SQLiteEvidenceStore, _ key: FeatureKey, _ modelCode: Int
    ) async throws -> EvidenceID {
        let time = Timestamp(microseconds: 1_795_348_700_000_000)
        let input = CaseInput(json: Array(#"{"text":"<b>now</b> & then"}"#.utf8))
        let tickets = try await store.register(
            [
                CaseArrival(
                    id: "c1", inputHash: input.hash.high, line: 1, time: time.microseconds,
                    user: nil)
            ], of: key, from: CaseSource(name: "live", signature: "live"), wanted: [])
        let id = EvidenceID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)
        let answers = [("heuristic", 1), ("model", modelCode)].map { path, code in
            VersionedAnswer(
                Answer(path: path, status: .answered, code: code),
                version: ContentHash([("version", path)]))
        }
        _ = try await store.append(
            [
                Observation(
                    id: id, requestID: id, question: "urgent",
                    case: Case(id: "c1", input: input), caseNumber: tickets[0].caseNumber,
                    loggedAt: time, environment: .live, answers: answers,
                    inCharge: "heuristic", inChargeProbability: 1, shown: 1,
                    versions: VersionSet(feature: ContentHash([("feature", "1")])),
                    marks: LiveMarks())
            ], of: key)
        return id
    }

    func screen() async throws -> (text: String, observation: String, token: String) {
        let text = try await gateway.get("/features/parcels/label").text
        func hidden(_ name: String) -> String {
            let parts = text.split(separator: #"name="\#(name)" value=""#)
            return parts.count > 1 ? String(parts[1].prefix { $0 != "\"" }) : ""
        }
        return (text, hidden("observation"), hidden("token"))
    }

    func post(_ form: String) async throws -> Reply {
        let headers: HTTPHeaders = ["content-type": "application/x-www-form-urlencoded"]
        return Reply(
            try await gateway.transport.send(
                HTTPRequest(
                    .post, gateway.url("/features/parcels/label"), headers: headers,
                    body: Array(form.utf8), timeouts: .patient)))
    }

    func observation() async throws -> LiveObservation? {
        try await gateway.store.liveObservation(observationID, of: key)
    }

    func exported() async throws -> String {
        let bytes = Mutex<[UInt8]>([])
        try await gateway.store.export(key, as: .jsonl) { chunk in
            bytes.withLock { $0 += chunk }
        }
        return String(decoding: bytes.withLock { $0 }, as: UTF8.self)
    }
}
