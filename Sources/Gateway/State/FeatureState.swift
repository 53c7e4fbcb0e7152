import Decisions
import Evidence
import JSONCodec
import Reports
import ShadowEvaluation
import Statistics

/// What `GET /v1/features/{name}` says of a feature that runs: `assay.feature-state/1`.
struct FeatureState: Sendable {
    let served: ServedFeature
    let stale: FeatureDirectory.Staleness?
    let progress: SpoolProgress
    /// `nil` where the log cannot be read.
    let latest: LatestEvidence?
    let judgements: Result<[FeatureStatus.Judgement], StateProblem>
    let now: LiveMoment

    /// Why a part of the state is not there.
    struct StateProblem: Error, Hashable, Sendable {
        var description: String
    }

    private var feature: Feature { served.feature }
    private var switches: LiveSwitches { served.live.state.control.switches }

    var json: JSONValue {
        let ledger = served.live.state.ledger.snapshot
        let (verdicts, problem) = verdicts
        return [
            "schema": "assay.feature-state/1", "feature": .string(feature.name),
            "questions": .array(
                feature.questions.map {
                    ["name": .string($0.name), "type": .string($0.kind.rawValue)]
                }),
            "in_charge": .string(served.live.inCharge),
            "can_be_in_charge": .strings(served.live.namesInCharge),
            "switches": switches.json, "file": file,
            "requests": Self.requests(ledger), "paths": paths(ledger), "spend": spend,
            "log": log(ledger), "verdicts": verdicts, "verdict_problem": problem,
            "stale": stale.map { stale in
                [
                    "since": .string(stale.since.description),
                    "diagnostics": .strings(stale.diagnostics),
                ]
            } ?? .null,
            "version": .string(feature.hash.description),
        ]
    }

    /// What the feature's file says where no switch says otherwise.
    private var file: JSONValue {
        let split = feature.live.split
        return [
            "in_charge": .string(feature.inCharge),
            "split": split.map { ["path": .string($0.path), "share": .double($0.share)] } ?? .null,
            "shadow_sample": .double(feature.shadow.sample),
        ]
    }

    private static func requests(_ ledger: LedgerSnapshot) -> JSONValue {
        [
            "received": .count(ledger.received), "answered": .count(ledger.answered),
            "in_progress": .count(ledger.inProgress), "rejected": .counts(ledger.rejected),
            "fallbacks": .count(ledger.fallbacks), "hidden": .count(ledger.hidden),
        ]
    }

    private func paths(_ ledger: LedgerSnapshot) -> JSONValue {
        let paths = ledger.paths.sorted { $0.key < $1.key }
        return .array(
            paths.map { name, counts in
                let latency = latest?.latencies[name]
                return [
                    "path": .string(name), "pending": .count(counts.pending),
                    "ends": Self.ends(counts.ends), "repeats": Self.ends(counts.repeatEnds),
                    "agreed": .count(counts.agreed), "disagreed": .count(counts.disagreed),
                    "spent_usd": .double(counts.spent.usd), "unpriced": .count(counts.unpriced),
                    "net_saved_usd": .doubleOrNull(ledger.netSaving(over: name)?.usd),
                    "latency_ms": latency.map {
                        ["p50": .double($0.median), "p95": .double($0.slow)]
                    } ?? .null,
                    "noise_floor": latest?.repeats[name].flatMap(Self.noise) ?? .null,
                ]
            })
    }

    /// How often two answers of a path to the same request differ.
    private static func noise(_ pairs: LatestEvidence.Pairs) -> JSONValue? {
        pairs.agreement.map {
            [
                "pairs": .count(pairs.agreed + pairs.disagreed),
                "estimate": .double(1 - $0.value), "low": .double(1 - $0.interval.upper),
                "high": .double(1 - $0.interval.lower),
            ]
        }
    }

    private static func ends(_ ends: [LedgerSnapshot.End: Int]) -> JSONValue {
        .array(
            ends.sorted { "\($0.key)" < "\($1.key)" }.map { end, count in
                [
                    "status": .string(end.status.name),
                    "reason": end.reason.map { .string($0.rawValue) } ?? .null,
                    "count": .count(count),
                ]
            })
    }

    private var spend: JSONValue {
        func spent(_ limit: WindowedSpendLimit) -> JSONValue {
            let spent = limit.spent(at: now)
            return ["hour_usd": .double(spent.hour.usd), "day_usd": .double(spent.day.usd)]
        }
        let book = served.live.state.spending
        var paths: JSONObject = [:]
        for path in feature.paths where path.model != nil {
            paths[path.name] = spent(book.path(path.name))
        }
        return ["shadows": spent(book.shadows), "paths": .object(paths)]
    }

    private func log(_ ledger: LedgerSnapshot) -> JSONValue {
        let unlogged = Dictionary(
            ledger.unlogged.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: +)
        return [
            "lag_bytes": .count(progress.lag), "held_requests": .count(progress.heldRequests),
            "lost_answers": .count(progress.lostAnswers), "unlogged": .counts(unlogged),
            "unlogged_shadows": .count(ledger.unloggedShadows),
        ]
    }

    private var verdicts: (list: JSONValue, problem: JSONValue) {
        switch judgements {
        case .success(let judgements):
            let list: [JSONValue] = judgements.map {
                [
                    "question": .string($0.question), "verdict": .string($0.decision),
                    "sentence": .string($0.sentences.first?.text ?? ""),
                ]
            }
            return (.array(list), .null)
        case .failure(let problem): return ([], .string(problem.description))
        }
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

extension JSONValue {
    fileprivate static func count(_ count: Int) -> JSONValue { .int(Int64(count)) }

    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    fileprivate static func counts(_ counts: [String: Int]) -> JSONValue {
        var object: JSONObject = [:]
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) { object[name] = .count(count) }
        return .object(object)
    }
}
