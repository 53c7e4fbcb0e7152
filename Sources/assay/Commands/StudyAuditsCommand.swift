import ArgumentParser
import Audits
import Reports

struct StudyAuditsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audits",
        abstract: "Counts how often audits fire on planted faults, on none, and on look-alikes.",
        discussion: """
            The seeds are 1 to --seeds, and the healthy years those of 1 to --years, so that the \
            table can be had again. --example writes the strongest planted fault of an audit as a \
            feature with its log, and shows what the audit says of it.

              assay study audits --seeds 500 --years 500
              assay study audits --only A7 --years 0 --json
              assay study audits --example A3 contaminated
            """)

    @Option(help: "How many samples of each scenario are drawn.")
    var seeds = 500

    @Option(help: "How many years of a healthy feature are looked at day by day.")
    var years = 500

    @Option(help: ArgumentHelp("Only these audits, such as A3,A7.", valueName: "ids"))
    var only: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @Option(
        help: ArgumentHelp("Write the example of this audit, such as A3.", valueName: "id"))
    var example: String?

    @Argument(help: "The new folder that --example writes.")
    var folder: String?

    func validate() throws {
        guard (0...100_000).contains(seeds) else {
            throw ValidationError("`--seeds \(seeds)`: expected 0 to 100000")
        }
        guard (0...100_000).contains(years) else {
            throw ValidationError("`--years \(years)`: expected 0 to 100000")
        }
        guard (example == nil) == (folder == nil) else {
            throw ValidationError("`--example` and a folder go together, as in `--example A3 DIR`")
        }
    }

    func run() async throws {
        if let example, let folder {
            let audit = try AuditCommand.audits(named: example, of: "--example")[0]
            return try await AuditExampleWriter(audit: audit, folder: folder).run()
        }
        let audits = try only.map { try AuditCommand.audits(named: $0, of: "--only") }
        let study = AuditStudySession(
            audits: audits ?? AuditCatalogue.all, seeds: seeds, years: years)
        let (rows, healthy) = await study.run()
        let text = AuditStudyText(rows, healthy, width: max(120, Console.resultWidth))
        if json {
            Console.print(json: text.json)
        } else {
            Console.print(text.text)
        }
    }
}
