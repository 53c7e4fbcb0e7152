import Decisions
import Evidence
import Reports
import ShadowEvaluation

/// What pages and states show of the log, read again after some seconds at the earliest.
struct EvidenceShelf: Sendable {
    /// Of each question, no more observations are looked at.
    static let most = 5000

    private let services: GatewayServices
    private let latest: Shelf<LatestEvidence>
    private let verdicts: VerdictShelf

    init(
        _ services: GatewayServices, nanoseconds: @Sendable @escaping () -> Int64
    ) {
        self.services = services
        latest = Shelf(.seconds(3), nanoseconds: nanoseconds)
        verdicts = VerdictShelf(nanoseconds: nanoseconds)
    }

    func latest(of served: ServedFeature) async throws -> LatestEvidence {
        let feature = served.feature
        return try await latest.value(for: feature.name) { [services] in
            let key = try await services.key(of: feature)
            let lot = try await LabelLot(feature, key, in: services.store)
            return try await services.store.foldLatest(
                of: key, atMost: Self.most, into: LatestFold(feature, lot)
            ) { $0.append($1) }.latest
        }
    }

    /// Has the next reader see what has just been logged.
    func forget(_ feature: String) async { await latest.forget(feature) }

    func judgements(
        of served: ServedFeature
    ) async -> VerdictShelf.Verdicts {
        let feature = served.feature
        do {
            let extent = try await services.store.extent(of: try await services.key(of: feature))
            // Another version of the files has another line of evidence.
            return await verdicts.verdicts(for: "\(feature.name) \(feature.hash)", extent: extent) {
                [services] in
                do {
                    return .success(try await services.judge(feature))
                } catch {
                    return .failure(.init(description: "\(error)"))
                }
            }
        } catch {
            return .failure(.init(description: "\(error)"))
        }
    }
}
