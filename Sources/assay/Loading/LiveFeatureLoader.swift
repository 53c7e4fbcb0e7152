import CurlTransport
import Decisions
import Evidence
import Gateway
import Models
import ShadowEvaluation

/// Makes features ready to be served.
struct LiveFeatureLoader {
    let store: SQLiteEvidenceStore
    let sink: any ObservationSink
    let folders: [FeatureFolder]

    /// As many connections as calls of models can be under way.
    func transport() throws -> TransportPool {
        let widths = folders.flatMap { folder in
            folder.feature.paths.compactMap { path -> Int? in
                guard case .model(let definition) = path.kind else { return nil }
                return definition.concurrency ?? folder.feature.shadow.concurrency
            }
        }
        // A model in charge is called beside those in the shadow.
        let width = 2 * (widths.max() ?? 0)
        var configuration = TransportConfiguration(environment: Console.environment)
        configuration.maxConnectionsPerHost = max(configuration.maxConnectionsPerHost, width)
        configuration.maxConnections = max(
            configuration.maxConnections, 2 * widths.reduce(0, +))
        // Where the processors are busy, decisions come before calls.
        configuration.niceness = 5
        return try TransportPool(count: width < 64 ? 1 : 2, configuration: configuration)
    }

    /// `spent` is what earlier processes have spent, by feature.
    func features(
        _ transport: TransportPool, spent: [String: FeatureSpending]
    ) async throws -> [ServedFeature] {
        var features: [ServedFeature] = []
        for folder in folders {
            let spending = spent[folder.feature.name] ?? FeatureSpending()
            let state = LiveState(spending: SpendingBook(spending, at: Clocks.live.moment))
            features.append(try await feature(folder, transport, state: state))
        }
        return features
    }

    /// Makes the feature of a folder; `state` is that of the one whose place it takes.
    func feature(
        _ folder: FeatureFolder, _ transport: TransportPool, state: LiveState
    ) async throws -> ServedFeature {
        try await folder.note(
            in: store, as: try await store.open(folder.feature), at: Clocks.now())
        let builder = PathBuilder(
            folder: folder, only: [], records: false, note: nil, recordings: .never,
            transport: transport)
        let live = LiveFeature(
            folder.feature, paths: try await builder.paths(), versions: folder.versionSet,
            state: state, redactor: try folder.redactor(),
            priors: try await priors(of: folder.feature), sink: sink, clock: Clocks.live,
            executors: transport.executors)
        guard let live else {
            throw CommandFailure(
                .badConfiguration,
                "\(folder.path): no path can answer; add rules, or set the model's variables")
        }
        return ServedFeature(live, ruleSet: folder.ruleSet)
    }

    /// The share of each option among the truths that the log has, by question.
    ///
    /// Every option is counted once more than it came, so that a few truths make none certain.
    private func priors(of feature: Feature) async throws -> [String: [Double]] {
        let key = try await store.open(feature)
        var priors: [String: [Double]] = [:]
        for question in feature.questions {
            let none = [Int](repeating: 1, count: question.options.count)
            let counts = try await store.fold(
                key, question: question.name, paths: [], into: none
            ) { counts, row in
                if let truth = row.truth { counts[truth] += 1 }
            }
            guard counts != none else { continue }
            let total = Double(counts.reduce(0, +))
            priors[question.name] = counts.map { Double($0) / total }
        }
        return priors
    }
}
