package import Decisions
package import Evidence
import JSONCodec

/// Recorded cases, answered by every path side by side, with every observation logged.
///
/// Batches are read and parsed ahead, registered in the order of the source (so that the log knows
/// what it has), answered, and logged. Nothing that the log has is asked again.
package struct Replay: Sendable {
    package var feature: Feature
    package var key: FeatureKey
    package var paths: [AnsweringPath]
    /// The versions of an observation; the model's identity is added to it.
    package var versions: VersionSet
    package var source: CaseSource
    /// Names cases without an id, with their line number.
    package var sourceHash: String
    package var options: ReplayOptions
    package var spendLimit: SpendLimit
    package var clock: ReplayClock
    package var output: ReplayOutput?
    /// Where the tasks that ask models run, in turn; with none, where all tasks do.
    package var executors: [any TaskExecutor]

    package init(
        feature: Feature, key: FeatureKey, paths: [AnsweringPath], versions: VersionSet,
        source: CaseSource, sourceHash: String, options: ReplayOptions, spendLimit: SpendLimit,
        clock: ReplayClock, output: ReplayOutput? = nil, executors: [any TaskExecutor] = []
    ) {
        self.feature = feature
        self.key = key
        self.paths = paths
        self.versions = versions
        self.source = source
        self.sourceHash = sourceHash
        self.options = options
        self.spendLimit = spendLimit
        self.clock = clock
        self.output = output
        self.executors = executors
    }

    /// Replays what `feed` gives until its end, or until `stop` or the spend limit ends it.
    ///
    /// Throws where the source cannot be read, the output takes no more, or another run is asking
    /// about the same cases: nobody is asked about further cases, and calls under way are logged.
    /// Where the log cannot be written, calls under way are dropped; what was logged before is kept.
    package func run(
        _ feed: consuming CaseFeed, into store: SQLiteEvidenceStore, progress: ReplayProgress,
        stop: ReplayStop
    ) async throws {
        defer {
            if stop.isRequested {
                progress.update { $0.stopReason = $0.stopReason ?? .requested }
            }
        }
        let claims = try store.claims()
        defer { claims.release() }
        var run = ReplayRun(
            replay: self, store: store, claims: claims, progress: progress, stop: stop)
        do {
            try await withThrowingTaskGroup(of: ReplayRun.Stage.self) { group in
                while true {
                    while run.wantsToRead {
                        // Nobody else would notice a stop while standard input is silent.
                        while run.isIdle, run.wantsToRead,
                            !feed.hasInput(within: .milliseconds(100))
                        {}
                        guard run.isIdle || feed.hasInput() else { break }
                        guard run.wantsToRead, let batch = run.nextBatch(&feed) else { break }
                        run.startParsing(batch, &group)
                    }
                    run.startAnswering(&group)
                    run.startRegistering(&group)
                    run.startLogging(&group)
                    guard let stage = try await group.next() else { break }
                    run.finish(stage)
                }
            }
        } catch {
            try await run.logRest()
            throw error
        }
        try await run.logRest()
        if let failure = run.failure { throw failure }
    }
}
