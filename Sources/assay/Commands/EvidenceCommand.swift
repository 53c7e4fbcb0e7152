import ArgumentParser
import Decisions
import Evidence
import Foundation
import Reports

struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "What is in the log, and how to take it out.",
        subcommands: [
            Show.self, Export.self, Compact.self, Backup.self, Retain.self, Delete.self,
        ],
        defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Says what the log holds of a feature, or of all of them.",
            discussion: """
                  assay evidence
                  assay evidence show Rules/flight-delay
                """)

        @Argument(help: "The feature's folder. Default: every feature in the log, by name.")
        var feature: String?

        @Flag(help: "Print it as JSON.")
        var json = false

        @OptionGroup var evidence: EvidenceOption

        func run() async throws {
            let store = try evidence.open(.existing)
            let summaries = try await summaries(store)
            let size = EvidenceFile.size(evidence.path)
            let text = EvidenceText(path: evidence.path, size: size, summaries: summaries)
            if json {
                Console.print(json: text.json)
            } else {
                Console.print(summary: text.description)
            }
        }

        private func summaries(_ store: SQLiteEvidenceStore) async throws -> [EvidenceSummary] {
            if let feature {
                let folder = try FeatureFolder.read(feature)
                return [try await store.summary(of: store.open(folder.feature))]
            }
            var summaries: [EvidenceSummary] = []
            for key in try await store.features() {
                summaries.append(try await store.summary(of: key))
            }
            return summaries
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Writes a feature's observations to standard output.",
            discussion: """
                JSON lines hold one observation a line with all its answers; CSV holds one answer \
                a row. With --events, what people did with the answers, one event a line.

                  assay evidence export Rules/flight-delay > observations.jsonl
                  assay evidence export Rules/flight-delay --format csv > answers.csv
                  assay evidence export Rules/flight-delay --events > events.jsonl
                """)

        @Argument(help: "The feature's folder.")
        var feature: String

        @Option(help: "jsonl or csv.")
        var format = ExportFormat.jsonl

        @Flag(help: "Write the events instead.")
        var events = false

        @OptionGroup var evidence: EvidenceOption

        func validate() throws {
            guard !events || format == .jsonl else {
                throw ValidationError("events are written as jsonl alone")
            }
        }

        func run() async throws {
            let folder = try FeatureFolder.read(feature)
            let store = try evidence.open(.existing)
            let key = try await store.open(folder.feature)
            if events {
                try await store.exportEvents(key) { try Console.send($0) }
            } else {
                try await store.export(key, as: format) { try Console.send($0) }
            }
        }
    }

    struct Compact: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "compact",
            abstract: "Gives unused room back to the disk; nothing that was logged is lost.",
            discussion: """
                With --rebuild, the roll-ups that verdicts read are also made again from the log.

                  assay evidence compact
                """)

        @Flag(help: "Make the roll-ups again from the log.")
        var rebuild = false

        @OptionGroup var evidence: EvidenceOption

        func run() async throws {
            let before = EvidenceFile.size(evidence.path)
            let store = try evidence.open(.existing)
            if rebuild {
                for key in try await store.features() { try await store.rebuildRollUps(of: key) }
            }
            try await store.compact()
            try store.close()
            let after = EvidenceFile.size(evidence.path)
            Console.print(
                "\(evidence.path): \(NumberText.bytes(before)) before, "
                    + "\(NumberText.bytes(after)) now")
        }
    }
}

extension ExportFormat: ExpressibleByArgument {}

/// The log as a file.
enum EvidenceFile {
    /// Its size with that of its write-ahead file, in bytes.
    static func size(_ path: String) -> Int {
        [path, path + "-wal"].reduce(0) { sum, file in
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            return sum + ((attributes?[.size] as? NSNumber)?.intValue ?? 0)
        }
    }
}
