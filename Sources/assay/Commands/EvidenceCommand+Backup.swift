import ArgumentParser
import Evidence
import Reports

extension EvidenceCommand {
    struct Backup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup",
            abstract: "Copies the log to a new file, also while others write it.",
            discussion: """
                The copy is one state of the log, and a log itself. What the gateway's spool holds \
                is not in it.

                  assay evidence backup monday.sqlite
                """)

        @Argument(help: "The new file.")
        var file: String

        @OptionGroup var evidence: EvidenceOption

        func run() async throws {
            let store = try evidence.open(.existing)
            try await store.backUp(to: file)
            try store.close()
            Console.print("\(file): \(NumberText.bytes(EvidenceFile.size(file)))")
        }
    }
}
