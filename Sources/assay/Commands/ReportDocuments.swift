import ArgumentParser
import Reports
import Verdicts

/// The files that verdicts are written to besides the terminal.
struct ReportDocuments: ParsableArguments {
    @Option(help: ArgumentHelp("Write one page, to print or send.", valueName: "file"))
    var html: String?

    @Option(help: ArgumentHelp("Write Markdown.", valueName: "file"))
    var markdown: String?

    @Option(help: ArgumentHelp("Write JUnit's XML.", valueName: "file"))
    var junit: String?

    var isEmpty: Bool { html == nil && markdown == nil && junit == nil }

    func write(_ verdicts: [Verdict]) throws {
        let report = VerdictReport(verdicts)
        if let html { try TextFile.write(report.html, to: html) }
        if let markdown { try TextFile.write(report.markdown, to: markdown) }
        if let junit { try TextFile.write(report.junit, to: junit) }
    }
}
