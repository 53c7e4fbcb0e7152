import ArgumentParser

struct VerdictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "verdict", abstract: "…")
    func run() async throws {}
}
