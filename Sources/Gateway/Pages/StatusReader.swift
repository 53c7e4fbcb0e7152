import Decisions
import Evidence
import JSONCodec
import Reports
import ShadowEvaluation

/// Puts together what the pages show of a feature: its switches and counts, and the log.
struct StatusReader: Sendable {
    let features: FeatureDirectory
    let evidence: EvidenceShelf
    let activity: ActivityBook
    let audits: AuditBoard

    func status(of served: ServedFeature) async -> FeatureStatus {
        let feature = served.feature
        let switches = served.live.state.control.switches
        let ledger = served.live.state.ledger.snapshot
        let latest = try? await evidence.latest(of: served)
        var status = FeatureStatus(
            name: feature.name,
            questions: feature.questions.map { CaseText(feature).asked($0) },
            inCharge: served.live.inCharge, split: split(feature, switches),
            shadowShare: switches.shadowSample ?? feature.shadow.sample,
            areShadowsPaused: switches.areShadowsPaused, areModelsOff: switches.areModelsOff,
            refusals: features.staleness(of: feature.name)?.diagnostics ?? [],
            requests: ledger.answered, rejected: ledger.rejected.values.reduce(0, +),
            unlogged: ledger.unlogged.values.reduce(0, +),
            paths: paths(feature, ledger, latest),
            agreement: latest?.pairs.agreement,
            activity: (try? await activity.activity(of: served)) ?? .none,
            disagreements: (latest?.disagreements ?? []).map {
                CaseText(feature).disagreement($0)
            })
        status.netSavings = ledger.paths.keys.sorted().compactMap { path in
            ledger.netSaving(over: path).map { (path, $0) }
        }
        status.audits = audits[feature.name]
        switch await evidence.judgements(of: served) {
        case .success(let judgements): status.judgements = judgements
        case .failure(let problem): status.problem = problem.description
        }
        if latest == nil { status.problem = "the evidence log cannot be read at the moment" }
        return status
    }

    /// The share of the other path, where there is a split that no switch has ended.
    private func split(_ feature: Feature, _ switches: LiveSwitches) -> Double? {
        guard switches.inCharge == nil, let split = feature.live.split else { return nil }
        return switches.splitShare ?? split.share
    }

    private func paths(
        _ feature: Feature, _ ledger: LedgerSnapshot,
        _ latest: LatestEvidence?
    ) -> [PathStatus] {
        feature.paths.compactMap { path in
            guard let counts = ledger.paths[path.name] else { return nil }
            func count(_ status: Answer.Status) -> Int {
                counts.ends.reduce(0) { $0 + ($1.key.status == status ? $1.value : 0) }
            }
            let isUnpriced = counts.unpriced > 0 && counts.spent == .zero
            return PathStatus(
                name: path.name, answered: count(.answered), abstained: count(.abstained),
                failed: count(.failed), skipped: count(.skipped), shed: count(.shed),
                medianLatency: latest?.latencies[path.name]?.median,
                slowLatency: latest?.latencies[path.name]?.slow,
                selfAgreement: latest?.repeats[path.name]?.agreement,
                spent: isUnpriced ? nil : counts.spent,
                reasons: counts.ends.compactMap { end, count in
                    end.reason.map { ("\(end.status.name), \($0.rawValue)", count) }
                }.sorted { ($1.1, $0.0) < ($0.1, $1.0) })
        }
    }
}
