import CurlTransport
import Decisions
import Diagnostics
import Evidence
import Gateway
import Models
import Reports
import ShadowEvaluation

/// Reads the files of features again while they are served, and puts what they make in the place of
/// what runs. Files that are refused change nothing.
actor FeatureReloader {
    private let loader: LiveFeatureLoader
    private let transport: TransportPool
    private let directory: FeatureDirectory
    private let runs: FeatureRuns
    private let sink: SpoolSink
    /// By the feature's name, as they were when they were last accepted.
    private var folders: [String: FeatureFolder]

    init(
        loader: LiveFeatureLoader, transport: TransportPool, directory: FeatureDirectory,
        runs: FeatureRuns, sink: SpoolSink
    ) {
        self.loader = loader
        self.transport = transport
        self.directory = directory
        self.runs = runs
        self.sink = sink
        folders = Dictionary(
            loader.folders.map { ($0.feature.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The files that a feature runs by.
    func folder(of feature: String) -> FeatureFolder? { folders[feature] }

    /// Reads one feature again, or all of them; says of each what became of it.
    func reload(_ name: String?, by actor: String?) async -> [FeatureReload] {
        var reloads: [FeatureReload] = []
        for feature in folders.keys.sorted() where name == nil || name == feature {
            let reload = await reload(feature, by: actor)
            directory.setStale(feature, reload.diagnostics, at: Clocks.now())
            reloads.append(reload)
        }
        return reloads
    }

    private func reload(_ name: String, by actor: String?) async -> FeatureReload {
        func refused(_ diagnostics: [String]) -> FeatureReload {
            FeatureReload(feature: name, diagnostics: diagnostics)
        }
        guard let old = folders[name], let previous = directory.table.feature(named: name) else {
            return refused(["`\(name)` is not served"])
        }
        do {
            let folder = try FeatureFolder.read(old.path)
            guard folder.errors.isEmpty else { return refused(folder.errors.map(\.description)) }
            guard folder.feature.name == name else {
                return refused(
                    ["\(old.path)/feature.yaml: a feature cannot change its name while it runs"])
            }
            sink.define(folder.feature)
            let served = try await loader.feature(
                folder, transport, state: previous.live.state)
            runs.begin(served.live)
            directory.replace(served)
            served.live.log(replacing: previous.live, by: actor)
            runs.end(previous.live)
            folders[name] = folder
            return FeatureReload(
                feature: name, warnings: folder.diagnostics.map(\.description))
        } catch {
            return refused([CommandFailure(describing: error)?.message ?? "\(error)"])
        }
    }
}

/// The features that run: some begin and others end while the program does.
struct FeatureRuns: Sendable {
    private enum Step: Sendable {
        case begin(LiveFeature)
        case end(LiveFeature)
    }

    private let steps = AsyncStream<Step>.makeStream()

    func begin(_ feature: LiveFeature) { steps.continuation.yield(.begin(feature)) }

    /// Ends a feature that gets no further requests; what it has accepted is answered.
    func end(_ feature: LiveFeature) { steps.continuation.yield(.end(feature)) }

    /// Runs what begins, until the task is cancelled; a feature that ends has `patience`.
    func run(patience: Duration) async {
        await withDiscardingTaskGroup { group in
            for await step in steps.stream {
                group.addTask {
                    switch step {
                    case .begin(let feature): await feature.run()
                    case .end(let feature): await feature.shutDown(within: patience)
                    }
                }
            }
        }
    }
}
