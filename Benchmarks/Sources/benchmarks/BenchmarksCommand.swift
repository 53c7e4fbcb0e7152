import ArgumentParser
import Foundation

@main
struct BenchmarksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmarks",
        abstract: "Measures what the product is held to, beside a reference in the same run.",
        discussion: """
            Prints one table: medians of several runs, with the least and the greatest. A goal that \
            is missed is shown, and no error.

            \(Benchmark.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))
            """)

    @Argument(
        help: ArgumentHelp(
            "Only these; by default all but those that are to be named.", valueName: "name"))
    var names: [String] = []

    @Flag(help: "A smoke: fewer and shorter runs, in less than a minute.")
    var quick = false

    @Option(help: "How long `gateway-soak` takes.")
    var minutes = 20

    @Flag(help: "Print the rows as JSON.")
    var json = false

    func validate() throws {
        guard minutes > 0 else { throw ValidationError("--minutes is \(minutes); at least 1") }
        let known = Benchmark.all.map(\.name)
        for name in names where !known.contains(name) {
            throw ValidationError(
                "there is no benchmark `\(name)`; there are \(known.joined(separator: ", "))")
        }
    }

    func run() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "assay-benchmarks-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let setting = Setting(
            isQuick: quick, minutes: minutes, assay: try AssayBinary.path(), folder: folder)
        let (rows, isBroken) = measure(setting)
        try show(rows)
        if isBroken { throw ExitCode.failure }
    }

    private func measure(_ setting: Setting) -> (rows: [Row], isBroken: Bool) {
        var rows: [Row] = []
        var isBroken = false
        for benchmark in Benchmark.all
        where names.contains(benchmark.name) || names.isEmpty && !benchmark.isLong {
            note("\(benchmark.name) …")
            do {
                rows += try benchmark.rows(setting)
            } catch {
                note("error: \(benchmark.name): \(error)")
                isBroken = true
            }
        }
        return (rows, isBroken)
    }

    private func show(_ rows: [Row]) throws {
        guard json else { return print(Table(rows)) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(rows), as: UTF8.self))
    }
}
