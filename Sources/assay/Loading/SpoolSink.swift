import Decisions
import Evidence
import JSONCodec
import ShadowEvaluation
import Synchronization

/// Keeps the records of live decisions in the spool of a log.
final class SpoolSink: ObservationSink {
    private let spool: Spool
    private let features = Mutex<[String: SpooledFeature]>([:])

    /// Makes the features known to the spool.
    init(_ spool: Spool, features: [Feature]) {
        self.spool = spool
        for feature in features { define(feature) }
    }

    /// Makes a feature known, or another version of it.
    func define(_ feature: Feature) {
        let spooled = spool.define(
            feature.name, questions: feature.questions, countingRule: feature.outcome.effective)
        features.withLock { $0[feature.name] = spooled }
    }

    func append(_ record: LiveRecord) -> SinkResult {
        switch record {
        case .decision(let record):
            guard let feature = feature(record.feature) else { return .unlogged(.broken) }
            return SinkResult(spool.append(SpooledRequest(record, of: feature)))
        case .shadow(let record): return SinkResult(spool.append(SpooledCompletion(record)))
        case .change(let change):
            guard let feature = feature(change.feature) else { return .unlogged(.broken) }
            return SinkResult(spool.append(SpooledChange(change, of: feature)))
        }
    }

    private func feature(_ name: String) -> SpooledFeature? { features.withLock { $0[name] } }
}

extension SinkResult {
    fileprivate init(_ receipt: SpoolReceipt) {
        switch receipt {
        case .logged: self = .written
        case .unlogged(.full), .unlogged(.diskFull): self = .unlogged(.full)
        case .unlogged(.tooLarge): self = .unlogged(.tooLarge)
        case .unlogged(.broken), .unlogged(.closed): self = .unlogged(.broken)
        }
    }
}

extension SpooledRequest {
    fileprivate init(_ record: DecisionRecord, of feature: SpooledFeature) {
        let pending = record.pending.map {
            PendingAnswer(
                path: $0.path.path, version: $0.path.version, repeatIndex: $0.repeatIndex,
                inclusionProbability: $0.inclusionProbability)
        }
        let decisions = record.entries.map { entry in
            SpooledDecision(
                observationID: entry.id, question: entry.question, answers: entry.answers,
                pending: pending, inCharge: record.inCharge,
                inChargeProbability: record.inChargeProbability, shown: entry.shown,
                shownFrom: entry.shownFrom, needsReview: entry.needsReview)
        }
        // The live path names a nameless case after its first observation, as the log does.
        let isNamed = record.entries.first?.id.description != record.case.id
        self.init(
            id: record.requestID, feature: feature, caseID: isNamed ? record.case.id : nil,
            time: record.case.time, user: record.case.user, groups: record.case.groups,
            slices: record.case.slices, input: record.case.input.json, loggedAt: record.time,
            versions: record.versions,
            marks: LiveMarks(
                holdoutProbability: record.holdoutProbability, isHidden: record.isHidden,
                isRetry: record.isRetry),
            decisions: decisions)
    }
}

extension SpooledCompletion {
    fileprivate init(_ record: ShadowRecord) {
        self.init(
            requestID: record.requestID,
            answers: record.answers.map { LateAnswer(observationID: $0.id, $0.answer) })
    }
}

extension SpooledChange {
    fileprivate init(_ change: ControlChange, of feature: SpooledFeature) {
        let (kind, detail): (String, JSONValue) =
            switch change.kind {
            case .switches(let from, let to): ("switches", ["from": from.json, "to": to.json])
            case .reloaded(let from, let to):
                (
                    "reloaded",
                    ["from": .string(from.description), "to": .string(to.description)]
                )
            }
        self.init(
            feature: feature, kind: kind, actor: change.actor, time: change.time,
            detail: detail.json)
    }
}

extension LiveSwitches {
    fileprivate var json: JSONValue {
        [
            "in_charge": inCharge.map { .string($0) } ?? .null,
            "split_share": .doubleOrNull(splitShare), "shadow_sample": .doubleOrNull(shadowSample),
            "shadows_paused": .bool(areShadowsPaused), "models_off": .bool(areModelsOff),
        ]
    }
}
