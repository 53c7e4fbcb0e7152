import ArgumentParser
import Audits
import Foundation
import Reports

struct StudyAuditsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audits",
        abstract: "Counts how often audits fire on planted faults, on none, and on look-alikes.",
        discussion: """
            The seeds are 1 to --seeds, so that the table can be had again.

              assay study audits --seeds 500
              assay study audits --only A7
              assay study audits --only A4 --example grown
            """)

    @Option(help: "How many samples of each scenario are drawn.")
    var seeds = 500

    @Option(help: ArgumentHelp("Only these audits, such as A3,A7.", valueName: "ids"))
    var only: String?

    @Option(
        help: ArgumentHelp(
            "Write the strongest planted fault of the one audit of --only into a new folder.",
            valueName: "folder"))
    var example: String?

    func validate() throws {
        guard (1...100_000).contains(seeds) else {
            throw ValidationError("`--seeds \(seeds)`: expected 1 to 100000")
        }
    }

    func run() async throws {
        let ids = only.map { $0.uppercased().split(separator: ",").map(String.init) }
        let audits = AuditCatalogue.all.filter { ids?.contains($0.id.rawValue) ?? true }
        if let example { return try write(audits, to: example) }
        let text = AuditStudyText(await rows(audits), width: max(120, Console.resultWidth))
        Console.print(text.text)
    }

    private func write(_ audits: [any Audit.Type], to folder: String) throws {
        guard audits.count == 1, let example = AuditExample(audits[0]) else {
            throw CommandFailure(
                .usage,
                "`--example \(folder)`: name one audit whose fault is in cases or data sets; "
                    + "such as --only A4")
        }
        guard !TextFile.exists(folder) else {
            throw CommandFailure(.usage, "\(folder): exists already; name a new folder")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            for file in example.files {
                try Data(file.text.utf8).write(to: URL(filePath: "\(folder)/\(file.name)"))
            }
        } catch {
            throw CommandFailure(.failed, "\(folder): cannot be written: \(error)")
        }
        Console.print(example.commands(folder))
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
