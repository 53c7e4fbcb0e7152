import Decisions
import Evidence
import Reports

/// What pages and states show of the log, read again after some seconds at the earliest.
struct EvidenceShelf: Sendable {
    /// Of each question, no more observations are looked at.
    static let most = 5000

    private let services: GatewayServices
    private let now: @Sendable () -> Timestamp
    private let latest: Shelf<LatestEvidence>
    private let verdicts: Shelf<[FeatureStatus.Judgement]>

    init(
        _ services: GatewayServices, now: @Sendable @escaping () -> Timestamp,
        nanoseconds: @Sendable @escaping () -> Int64
    ) {
        self.services = services
        self.now = now
        latest = Shelf(.seconds(3), nanoseconds: nanoseconds)
        verdicts = Shelf(.seconds(30), nanoseconds: nanoseconds)
    }

    func latest(of served: ServedFeature) async throws -> LatestEvidence {
        let feature = served.feature
        return try await latest.value(for: feature.name) { [services, now] in
            let key = try await services.key(of: feature)
            let fold = try await services.store.foldLatest(
                of: key, atMost: Self.most, into: LatestFold(feature)
            ) { $0.append($1) }
            return fold.finish(at: now(), most: Self.most)
        }
    }

    /// Has the next reader see what has just been logged.
    func forget(_ feature: String) async { await latest.forget(feature) }

    func judgements(
        of served: ServedFeature
    ) async -> Result<[FeatureStatus.Judgement], FeatureState.StateProblem> {
        let feature = served.feature
        do {
            // Another version of the files has another line of evidence.
            let key = "\(feature.name) \(feature.hash)"
            return .success(
                try await verdicts.value(for: key) { [services] in
                    try await services.judge(feature)
                })
        } catch {
            return .failure(.init(description: "\(error)"))
        }
    }
}
