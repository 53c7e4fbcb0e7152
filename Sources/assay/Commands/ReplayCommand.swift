import ArgumentParser
import CurlTransport
import Decisions
import Evidence
import Foundation
import JSONCodec
import Models
import Reports
import ShadowEvaluation

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Answers recorded cases by every path and logs what they say.",
        discussion: """
            Run again, it goes on where it stopped; after a change of rules, prompt or model only \
            what changed is answered again. A model whose variables are not set answers from its \
            recording, where there is one.

            An end before the last case has the exit code 75: after Ctrl-C (or SIGTERM), which lets \
            calls under way finish, at the limit of `--budget`, and where another replay is asking \
            about the same cases. The same command then goes on; what a replay that crashed was \
            asking about is free at once. `--limit` ends with 0.

            Where a model could not be reached, or refused every call with an error status, the \
            failures are logged and the exit code is 69; `--retry-failed` asks again.

              assay replay Rules/flight-delay
              assay replay Rules/flight-delay more.csv --limit 500
              assay replay Rules/flight-delay - < cases.jsonl > observations.jsonl
            """)

    @Argument(help: "The feature's folder.")
    var feature: String

    @Argument(
        help: """
            Cases, as JSON lines or CSV; `-` reads standard input and writes observations to \
            standard output. Default: the folder's traffic.jsonl or traffic.csv.
            """)
    var file: String?

    @Option(help: "Read cases as jsonl or csv. Default: by the file's name.")
    var format: CaseFeed.Format?

    @Option(help: "Read at most this many cases.")
    var limit: Int?

    @Option(help: "Calls of a model under way at once. Default: as feature.yaml says.")
    var concurrency: Int?

    @Option(help: ArgumentHelp("Take one part of the cases.", valueName: "i/n"))
    var shard: ReplayOptions.Shard?

    @Option(help: ArgumentHelp("Ask only this path; may be given again.", valueName: "path"))
    var only: [String] = []

    @Option(
        name: .customLong("repeat"),
        help: ArgumentHelp(
            "Ask models this often about each case, to measure their noise.", valueName: "k"))
    var repeats = 1

    @Option(
        help: ArgumentHelp(
            "Stop, with exit code 75, before more than this is spent.", valueName: "usd"))
    var budget: Double?

    @Flag(help: "Ask again where an answer failed.")
    var retryFailed = false

    @Flag(help: "Write the models' answers to their recordings.")
    var record = false

    @Option(
        help: ArgumentHelp(
            "What a new recording says of itself: which model, where, how.", valueName: "text"))
    var note: String?

    @Flag(help: "Answer from recordings even where a model could be asked.")
    var recorded = false

    @Flag(help: "Print the summary as JSON.")
    var json = false

    @OptionGroup var evidence: EvidenceOption

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit is negative") }
        if let concurrency, !(1...4096).contains(concurrency) {
            throw ValidationError("--concurrency is \(concurrency); 1 to 4096 are possible")
        }
        if !(1...1000).contains(repeats) {
            throw ValidationError("--repeat is \(repeats); 1 to 1000 are possible")
        }
        if let budget, budget < 0 || !budget.isFinite {
            throw ValidationError("--budget is \(budget); expected dollars")
        }
        if record, recorded {
            throw ValidationError("--record and --recorded exclude each other")
        }
    }

    func run() async throws {
        let folder = try FeatureFolder.read(feature)
        try folder.requireSound()
        let source = try CaseFile(file, in: folder.feature, format: format)
        let transport = try transport(for: folder.feature)
        let paths = try await paths(folder, transport)
        let store = try evidence.open(.readWrite)
        let key = try await store.open(folder.feature)
        try await folder.note(in: store, as: key, at: Clocks.now())
        let isFilter = file == "-"
        let replay = Replay(
            feature: folder.feature, key: key, paths: paths, versions: folder.versionSet,
            source: source.source, sourceHash: source.hash, options: options,
            spendLimit: SpendLimit(budget.flatMap(Money.init(usd:))), clock: Clocks.replay,
            output: isFilter ? ReplayOutput { try Console.send($0) } : nil,
            executors: transport.executors)
        let session = ReplaySession(
            progress: ReplayProgress(), stop: ReplayStop(), size: source.size, limit: limit)
        do {
            try await session.run(replay, source, into: store)
        } catch {
            await transport.shutdown()
            if !(error is ReaderHasGone) { session.noteWhatIsLogged() }
            throw error
        }
        await transport.shutdown()
        try store.close()
        report(session, folder.feature, isFilter: isFilter)
        try finish(session.progress.snapshot)
    }

    private var options: ReplayOptions {
        var options = ReplayOptions()
        options.limit = limit
        options.repeats = repeats
        options.retryFailed = retryFailed
        if let shard { options.shard = shard }
        return options
    }

    /// As many connections as calls can be under way: none waits for one while its time runs.
    private func transport(for feature: Feature) throws -> TransportPool {
        let widths = feature.paths.compactMap { path -> Int? in
            guard case .model(let definition) = path.kind else { return nil }
            return concurrency ?? definition.concurrency ?? feature.shadow.concurrency
        }
        let width = widths.max() ?? 0
        var configuration = TransportConfiguration(environment: Console.environment)
        configuration.maxConnectionsPerHost = max(configuration.maxConnectionsPerHost, width)
        configuration.maxConnections = max(configuration.maxConnections, widths.reduce(0, +))
        return try TransportPool(count: width < 16 ? 1 : 2, configuration: configuration)
    }

    private func paths(
        _ folder: FeatureFolder, _ transport: TransportPool
    ) async throws -> [AnsweringPath] {
        var paths = try await PathBuilder(
            folder: folder, only: only, records: record, note: note,
            recordings: recorded ? .always : .whereItCannotBeAsked,
            transport: transport
        ).paths()
        guard !paths.isEmpty else {
            throw CommandFailure(
                .badConfiguration,
                "\(folder.path): no path can answer; add rules, set the model's variables, "
                    + "or add a recording")
        }
        if budget != nil {
            for path in paths where !path.hasKnownPrice {
                throw CommandFailure(
                    .badConfiguration,
                    "path `\(path.name)`: `--budget` cannot limit it, because the price of its "
                        + "model is unknown; add `price` to the path in feature.yaml, "
                        + "or drop `--budget`")
            }
        }
        if let concurrency {
            for index in paths.indices { paths[index].concurrency = concurrency }
        }
        return paths
    }

    private func report(_ session: ReplaySession, _ feature: Feature, isFilter: Bool) {
        let summary = session.progress.snapshot
        let text = ReplaySummaryText(
            feature: feature, summary: summary, elapsed: session.elapsed, evidence: evidence.path,
            arguments: evidence.arguments(on: feature))
        switch (isFilter, json) {
        case (true, true): Console.note(json: text.json)
        case (true, false): Console.note(text.description)
        case (false, true): Console.print(json: text.json)
        case (false, false): Console.print(summary: text.description)
        }
    }

    /// A run that could read nothing has failed, whatever the rest of the pipeline does; one that
    /// ended early says so.
    private func finish(_ summary: ReplaySummary) throws {
        if summary.read > 0, summary.casesLeftOut == summary.read {
            throw CommandFailure(.badData, "none of the \(summary.read) cases could be read")
        }
        for (path, counts) in summary.paths.sorted(by: { $0.key < $1.key }) {
            guard let failure = counts.outage else { continue }
            let detail = failure.detail.map { ": \($0)" } ?? ""
            throw CommandFailure(
                .unavailable,
                "path `\(path)`: all \(counts.failed) answers failed, most as "
                    + "`\(failure.code.rawValue)`\(detail); "
                    + "check `base_url` and `key`, then run again with `--retry-failed`")
        }
        if summary.stopReason != nil { throw ExitCode(ExitStatus.tryAgain.rawValue) }
    }
}

extension CaseFeed.Format: ExpressibleByArgument {}

extension ReplayOptions.Shard: ExpressibleByArgument {
    public init?(argument: String) {
        let parts = argument.split(separator: "/").compactMap { Int($0) }
        guard parts.count == 2, parts[1] > 0, (1...parts[1]).contains(parts[0]) else {
            return nil
        }
        self.init(index: parts[0], count: parts[1])
    }
}
