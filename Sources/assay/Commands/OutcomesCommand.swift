import ArgumentParser
import Decisions
import Evidence
import Foundation
import JSONCodec
import Reports
import ShadowEvaluation

struct OutcomesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outcomes",
        abstract: "Truths about cases, learnt later.",
        subcommands: [Import.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Joins truths to logged cases by their ids.",
            discussion: """
                The file is JSON lines or CSV. A line has `id` (or `case_id`) and `value` (or \
                `outcome`), and may have `question`, `source` (system-of-record, human, judge, \
                other), `rater`, `shown_output_of`, `label_probability` (with what chance a lot \
                drew the case), `confidence` (how sure a judge was), `observed_at` and `supersedes`. A truth without a case waits for \
                it; the same truth twice counts once. What a judge says, a model that was asked \
                what is true, never counts as the truth.

                  assay outcomes import Rules/flight-delay truths.jsonl
                """)

        @Argument(help: "The feature's folder.")
        var feature: String

        @Argument(help: "Truths, as JSON lines or CSV; `-` for standard input.")
        var file: String

        @Option(help: "Read truths as jsonl or csv. Default: by the file's name.")
        var format: CaseFeed.Format?

        @Flag(help: "Print the counts as JSON.")
        var json = false

        @OptionGroup var evidence: EvidenceOption

        func run() async throws {
            let folder = try FeatureFolder.read(feature)
            let store = try evidence.open(.readWrite)
            let key = try await store.open(folder.feature)
            var importer = OutcomeImporter(feature: folder.feature, key: key, store: store)
            try await importer.run(file, format: format)
            try store.close()
            if json {
                Console.print(json: importer.json)
            } else {
                Console.print(summary: importer.description)
            }
            if importer.problems > 0, importer.counts == OutcomeCounts() {
                throw CommandFailure(.badData, "\(file): no outcome could be read")
            }
        }
    }
}
