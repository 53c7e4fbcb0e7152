import ArgumentParser
import Reports
import Verdicts

struct StudyVerdictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verdict",
        abstract: "Counts false verdicts, pairs to a true one, and what intervals cover.",
        discussion: """
            Each stream of made-up cases goes through the code that decides, which is looked at \
            after every case; of each sample every interval is compared with the truth. The same \
            --seed gives the same tables on every machine. A row says `too few streams` where \
            they cannot tell.

              assay study verdict
              assay study verdict --only drift,clusters --streams 200
              assay study verdict --only figures-400 --seed 2 --json
            """)

    @Option(help: "How many streams of each scenario are drawn, at most 100,000.")
    var streams = 5_000

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
        let known = VerdictStudy.parts.map(\.id)
        if let unknown = names?.first(where: { !known.contains($0) }) {
            throw ValidationError(
                "`--only \(unknown)`: no such scenario; the scenarios are "
                    + known.joined(separator: ", "))
        }
    }

    func run() async throws {
        let names = names
        let session = VerdictStudySession(
            parts: VerdictStudy.parts.filter { names?.contains($0.id) ?? true }, streams: streams,
            seed: seed)
        let text = VerdictStudyText(
            await session.run(), streams: streams, seed: seed, width: max(120, Console.resultWidth))
        if json { Console.print(json: text.json) } else { Console.print(text.text) }
    }

    private var names: [String]? { only?.split(separator: ",").map(String.init) }
}
