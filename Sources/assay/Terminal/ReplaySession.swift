import Evidence
import Reports
import ShadowEvaluation

/// A replay with its progress bar and its answer to Ctrl-C.
struct ReplaySession: Sendable {
    let progress: ReplayProgress
    let stop: ReplayStop
    /// Bytes of the source, where they are known.
    let size: Int?
    let limit: Int?
    private let start = Clocks.nanoseconds()

    init(progress: ReplayProgress, stop: ReplayStop, size: Int?, limit: Int?) {
        self.progress = progress
        self.stop = stop
        self.size = size
        self.limit = limit
    }

    var elapsed: Duration { .nanoseconds(Clocks.nanoseconds() - start) }

    /// Runs `replay` until its end.
    ///
    /// The first Ctrl-C lets the calls under way finish, the second drops them.
    func run(
        _ replay: Replay, _ file: CaseFile, into store: SQLiteEvidenceStore
    ) async throws {
        let bar = ProgressBar(session: self)
        let work = Task { [progress, stop] in
            let feed = try file.feed(of: replay)
            try await replay.run(feed, into: store, progress: progress, stop: stop)
        }
        let interrupts = Interrupts { [stop] count in
            stop.request()
            if count == 1 {
                bar.note("stopping: waiting for calls under way; Ctrl-C again drops them")
            } else {
                work.cancel()
            }
        }
        let drawing = Task { await bar.draw() }
        let result = await work.result
        drawing.cancel()
        await drawing.value
        withExtendedLifetime(interrupts) {}
        do {
            try result.get()
        } catch is CancellationError where stop.isRequested {
            // What was dropped was not logged, so the same command asks it again.
        }
    }

    /// Says what an error has left behind.
    func noteWhatIsLogged() {
        let logged = progress.snapshot.observations
        guard logged > 0 else { return }
        Console.note(
            NumberText.counted(logged, "observation is", "observations are")
                + " logged; the same command goes on where it stopped")
    }
}
