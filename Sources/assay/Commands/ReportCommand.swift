import ArgumentParser
import Decisions
import Evidence
import Reports
import Verdicts

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes the verdicts on a feature, or on all of a folder, as one document.",
        discussion: """
            What voids a result stands above it. The page holds aggregates only and needs no other \
            file, so that it can be sent, printed and kept. Without a file to write, the verdicts \
            are printed, five lines each.

              assay report Rules/flight-delay --html report.html
              assay report Rules --html report.html --markdown report.md
              assay report Rules --junit verdicts.xml
            """)

    @Argument(help: "A feature's folder, or one that holds features.")
    var folder = "Rules"

    @OptionGroup var documents: ReportDocuments

    @OptionGroup var evidence: EvidenceOption

    func run() async throws {
        let folders = try FeatureCollection.read(folder)
        let store = try evidence.open(.existing)
        let now = Clocks.now()
        var verdicts: [Verdict] = []
        for folder in folders {
            let bench = try await VerdictBench(
                folder: folder, arguments: evidence.arguments(on: folder.feature),
                challenger: nil, store: store, now: now)
            for question in folder.feature.questions {
                verdicts.append(try await bench.verdict(on: question))
            }
        }
        try store.close()
        try documents.write(verdicts)
        guard documents.isEmpty else { return }
        let texts = verdicts.map {
            VerdictText($0, isColored: Console.usesColor, width: Console.resultWidth).text
        }
        Console.print(String(texts.joined(separator: "\n").dropLast()))
    }
}
