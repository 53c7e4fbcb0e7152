import Decisions
import Evidence
import Reports
import ShadowEvaluation

/// The hours of every feature that is served.
struct ActivityBook: Sendable {
    /// How often the ledgers are looked at: so much of an hour may count as the next one's.
    private static let interval = Duration.seconds(5)
    /// Of each question, no more observations are read of what the log has from before the start.
    private static let most = 50_000

    private let features: FeatureDirectory
    private let services: GatewayServices
    private let clock: LiveClock
    private let hours: [String: HourlyActivity]

    init(_ features: FeatureDirectory, _ services: GatewayServices, _ clock: LiveClock) {
        self.features = features
        self.services = services
        self.clock = clock
        let start = clock.now()
        hours = Dictionary(
            uniqueKeysWithValues: features.table.features.map {
                ($0.feature.name, HourlyActivity($0.feature, since: start))
            })
    }

    /// Looks at the ledgers again and again, until the task is cancelled.
    func run() async {
        while (try? await clock.sleep(Self.interval)) != nil { look() }
    }

    /// Counts a call of a feature's model.
    func count(_ report: ModelCallReport, of feature: String) {
        guard report.failure == nil else { return }
        hours[feature]?.answered(after: report.duration, at: clock.now())
    }

    /// Returns what a feature did lately, hour by hour.
    func activity(of served: ServedFeature) async throws -> Activity {
        guard let hours = hours[served.feature.name] else { return .none }
        if hours.needsHistory {
            let key = try await services.key(of: served.feature)
            let history = try await services.store.foldLatest(
                of: key, atMost: Self.most, into: LoggedHistory(served.feature, most: Self.most)
            ) { $0.append($1) }
            hours.add(history.requests, from: history.complete)
        }
        let now = clock.now()
        hours.look(at: served.live.state.ledger.snapshot, at: now)
        return hours.activity(at: now)
    }

    private func look() {
        let now = clock.now()
        for served in features.table.features {
            hours[served.feature.name]?.look(at: served.live.state.ledger.snapshot, at: now)
        }
    }
}
