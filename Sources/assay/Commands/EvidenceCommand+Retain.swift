import ArgumentParser
import Decisions
import Evidence
import Foundation
import Reports

extension EvidenceCommand {
    struct Retain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retain",
            abstract: "Removes what is older than it may be, or more than there may be.",
            discussion: """
                Inputs, users, answers' texts, outcomes and events go. The roll-ups keep how each \
                path answered the cases and which outcome counted, so that verdicts stay as they \
                are. The file is put together anew afterwards, which needs as much room again for \
                a while.

                  assay evidence retain --days 90
                  assay evidence retain --days 90 --max-size 10GB
                """)

        @Option(help: "Keep what was logged in the last so many days.")
        var days: Int?

        @Option(
            help: ArgumentHelp(
                "Keep at most so much, such as 500MB or 10GB; the oldest goes.",
                valueName: "size"))
        var maxSize: ByteSize?

        @Flag(help: "Print the counts as JSON.")
        var json = false

        @OptionGroup var evidence: EvidenceOption

        func validate() throws {
            guard days != nil || maxSize != nil else {
                throw ValidationError("say what to keep: `--days`, `--max-size` or both")
            }
            guard (1...36_500).contains(days ?? 1) else {
                throw ValidationError("`--days` is 1 to 36500")
            }
        }

        func run() async throws {
            let store = try evidence.open(.existing)
            var counts = UpkeepCounts()
            if let days {
                let now = Clocks.now().microseconds
                let cutoff = Timestamp(microseconds: now - Int64(days) * 86_400_000_000)
                counts += try await store.retire(loggedBefore: cutoff)
            }
            if let maxSize {
                if EvidenceFile.size(evidence.path) > maxSize.bytes { try await store.compact() }
                counts += try await store.retire(toSize: maxSize.bytes)
            }
            if counts != UpkeepCounts() { try await store.compact() }
            try store.close()
            UpkeepText(path: evidence.path, counts: counts).print(asJSON: json)
        }
    }
}
