import ArgumentParser
import Reports
import Verdicts

struct StudyVerdictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verdict",
        abstract: "Counts false verdicts, and the pairs to a true one, on made-up evidence.",
        discussion: """
            Each stream of cases goes through the code that decides, which is looked at after every \
            case. The same --seed gives the same table on every machine.

              assay study verdict
              assay study verdict --only drift,clusters --streams 200
            """)

    @Option(help: "How many streams of each scenario are drawn.")
    var streams = 2_000

    @Option(help: ArgumentHelp("Only these scenarios, such as equal,drift.", valueName: "names"))
    var only: String?

    @Option(help: "Another seed draws other streams.")
    var seed: UInt64 = 1

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (1...100_000).contains(streams) else {
            throw ValidationError("`--streams \(streams)`: expected 1 to 100000")
        }
        let known = StudyScenario.all.map(\.id)
        if let unknown = names?.first(where: { !known.contains($0) }) {
            throw ValidationError(
                "`--only \(unknown)`: no such scenario; the scenarios are "
                    + known.joined(separator: ", "))
        }
    }

    func run() async throws {
        let names = names
        let scenarios = StudyScenario.all.filter { names?.contains($0.id) ?? true }
        let text = VerdictStudyText(
            await rows(scenarios), seed: seed, width: Console.resultWidth)
        if json { Console.print(json: text.json) } else { Console.print(text.text) }
    }

    private var names: [String]? { only?.split(separator: ",").map(String.init) }

    /// Streams that are drawn at once.
    private static let batch = 50

    private func rows(_ scenarios: [StudyScenario]) async -> [VerdictStudy.Row] {
        let parts = scenarios.indices.flatMap { index in
            stride(from: 0, to: streams, by: Self.batch).map { first in
                (index, first..<min(streams, first + Self.batch))
            }
        }
        return await withTaskGroup(of: (Int, VerdictStudy.Row).self) { group in
            for (index, range) in parts {
                group.addTask { [seed] in
                    (index, VerdictStudy.run(scenarios[index], streams: range, seed: seed))
                }
            }
            var rows: [Int: VerdictStudy.Row] = [:]
            var done = 0
            for await (index, row) in group {
                done += 1
                StudyProgress(done: done, of: parts.count).draw()
                rows[index]?.merge(row)
                if rows[index] == nil { rows[index] = row }
            }
            return scenarios.indices.compactMap { rows[$0] }
        }
    }
}
