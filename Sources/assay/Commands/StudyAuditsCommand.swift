import ArgumentParser
import Audits
import Reports

struct StudyAuditsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audits",
        abstract: "Counts how often audits fire on planted faults, on none, and on look-alikes.",
        discussion: """
            The seeds are 1 to --seeds, so that the table can be had again.

              assay study audits --seeds 500
              assay study audits --only A7
              assay study audits --example A5
            """)

    @Option(help: "How many samples of each scenario are drawn.")
    var seeds = 500

    @Option(help: ArgumentHelp("Only these audits, such as A3,A7.", valueName: "ids"))
    var only: String?

    @Option(
        help: ArgumentHelp(
            "Show instead what this audit says of its strongest planted fault.", valueName: "id"))
    var example: String?

    func validate() throws {
        guard (1...100_000).contains(seeds) else {
            throw ValidationError("`--seeds \(seeds)`: expected 1 to 100000")
        }
    }

    func run() async throws {
        if let example { return try show(example) }
        let ids = only.map { $0.uppercased().split(separator: ",").map(String.init) }
        let audits = AuditCatalogue.all.filter { ids?.contains($0.id.rawValue) ?? true }
        let text = AuditStudyText(await rows(audits), width: max(120, Console.resultWidth))
        Console.print(text.text)
    }

    private func show(_ id: String) throws {
        let audit = AuditCatalogue.all.first { $0.id.rawValue == id.uppercased() }
        guard let audit, let scenario = audit.scenarios.first(where: { $0.isStrongest }) else {
            let ids = AuditCatalogue.all.map { $0.id.rawValue }.joined(separator: ", ")
            throw CommandFailure(
                .usage, "`--example \(id)`: there is no audit `\(id)`; there are \(ids)")
        }
        let report = scenario.report(of: audit, seed: 1)
        let text = AuditText(
            report, isDetailed: true, isColored: Console.usesColor, width: Console.resultWidth)
        Console.print("Planted: \(scenario.description).\n\n" + text.text.dropLast())
    }

    /// In the order of the scenarios, however fast each is.
    private func rows(_ audits: [any Audit.Type]) async -> [AuditStudy.Row] {
        let work = audits.flatMap { audit in audit.scenarios.map { (audit, $0) } }
        return await withTaskGroup(of: (Int, AuditStudy.Row).self) { group in
            for (index, (audit, scenario)) in work.enumerated() {
                group.addTask { [seeds] in
                    (index, AuditStudy.run(audit, scenario, seeds: seeds))
                }
            }
            var rows: [(Int, AuditStudy.Row)] = []
            for await row in group { rows.append(row) }
            return rows.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
