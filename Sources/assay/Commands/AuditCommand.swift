import ArgumentParser
import Audits
import Decisions
import Diagnostics
import Evidence
import JSONCodec
import Reports

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Says whether the evidence itself can be trusted.",
        discussion: """
            Each audit is `ok`, worth a `watch`, `fires`, or `cannot-tell`, with what is missing \
            for that and how to get it; nothing is ok for want of data. An audit that fires takes \
            claims from the verdict. It may be run as often as one likes: all audits of a feature \
            share one chance of a false alarm of 5 %. What it finds in data sets is kept in the log, \
            for verdicts, which do not read large ones.

              assay audit Rules/flight-delay
              assay audit Rules/flight-delay --only A3,A7 --detail
              assay audit Rules/flight-delay --since 2026-01-01 --gate --junit

            To see one fire, and what to do then: `assay study audits --example A3 DIR` writes a \
            feature in which the problem is planted.

            \(AuditID.allCases.map { "\($0.rawValue) \($0.title)" }.joined(separator: ", ")).

            Exit code 3 with --gate where an audit fires.
            """)

    enum Format: String, EnumerableFlag {
        case json, html, markdown, junit

        static func help(for value: Format) -> ArgumentHelp? {
            switch value {
            case .json: "Print one JSON object."
            case .html: "Print a page that stands alone."
            case .markdown: "Print Markdown."
            case .junit: "Print JUnit's XML."
            }
        }
    }

    private static let auditFires = ExitCode(3)

    @Argument(help: "The feature's folder.")
    var feature = "."

    @Option(help: ArgumentHelp("Only these audits, such as A3,A7.", valueName: "ids"))
    var only: String?

    @Option(
        help: ArgumentHelp(
            "Only cases from then on: a time such as 2026-01-31, or a span such as 30d.",
            valueName: "when"))
    var since: String?

    @Flag(help: "Exit with 3 where an audit fires.")
    var gate = false

    @Flag(help: "Print the figures of slices, windows and measures, and what is assumed.")
    var detail = false

    @Flag var format: Format?

    @OptionGroup var evidence: EvidenceOption

    func run() async throws {
        let audits =
            try only.map { try Self.audits(named: $0, of: "--only") } ?? AuditCatalogue.all
        let now = Clocks.now()
        let since = try self.since.map { try Self.moment($0, before: now) }
        let folder = try FeatureFolder.read(feature)
        try folder.requireSound()
        let unknown = AuditThresholds(own: folder.feature.audits.thresholds)
            .unknownKeys(of: AuditCatalogue.all)
        guard unknown.isEmpty else { throw Self.unknownThreshold(unknown[0], folder) }
        let store = TextFile.exists(evidence.path) ? try evidence.open(.existing) : nil
        let bench = AuditBench(
            folder: folder, arguments: evidence.arguments(on: folder.feature), now: now,
            progress: ProbeProgress.show)
        var report = try await report(bench, audits, since, store)
        // What was found in data sets that a verdict does not read.
        if let store, only == nil, since == nil, report.datasets != nil {
            try await bench.keep(report, in: store)
        }
        if let store { report.histories = try await bench.histories(in: store) }
        try store?.close()
        show(report)
        if gate, report.fires { throw Self.auditFires }
    }

    private func report(
        _ bench: AuditBench, _ audits: [any Audit.Type], _ since: Timestamp?,
        _ store: SQLiteEvidenceStore?
    ) async throws -> AuditReport {
        defer { ProbeProgress.clear() }
        return try await bench.report(audits, since: since, store: store)
    }

    private func show(_ report: AuditReport) {
        switch format {
        case .json: Console.print(json: report.json.description)
        case .html: Console.print(bytes: Array(AuditPage(report).html.utf8))
        case .markdown: Console.print(bytes: Array(AuditMarkdown(report).text.utf8))
        case .junit: Console.print(bytes: Array(report.junit.utf8))
        case nil:
            let text = AuditText(
                report, isDetailed: detail, isColored: Console.usesColor,
                width: Console.resultWidth)
            Console.print(String(text.text.dropLast()))
        }
    }

    /// Returns the audits that `text` names, such as `A3,A7`.
    static func audits(named text: String, of option: String) throws -> [any Audit.Type] {
        let names = AuditCatalogue.all.map { $0.id.rawValue }
        let ids = try text.split(separator: ",", omittingEmptySubsequences: false).map { word in
            let name = word.filter { $0 != " " }.uppercased()
            guard names.contains(name), let id = AuditID(rawValue: name) else {
                throw CommandFailure(
                    .usage,
                    "`\(option) \(text)`: there is no audit `\(word)`; there are "
                        + names.joined(separator: ", "))
            }
            return id
        }
        return AuditCatalogue.audits(Set(ids))
    }

    static func moment(_ text: String, before now: Timestamp) throws -> Timestamp {
        if let time = Timestamp(text) { return time }
        guard let span = Duration(shorthand: text) else {
            throw CommandFailure(
                .usage,
                "`--since \(text)`: this is no time; write such as 2026-01-31, or a span such as 30d"
            )
        }
        return Timestamp(microseconds: now.microseconds - Int64(span.inSeconds * 1e6))
    }

    private static func unknownThreshold(
        _ key: String, _ folder: FeatureFolder
    ) -> CommandFailure {
        let known = AuditCatalogue.all.flatMap { $0.guide.thresholds.map(\.key) }
        return CommandFailure(
            .badConfiguration,
            "\(folder.path)/feature.yaml: no audit has a threshold `\(key)`; "
                + (didYouMean(key, among: known) ?? "there are \(known.joined(separator: ", "))"))
    }
}
