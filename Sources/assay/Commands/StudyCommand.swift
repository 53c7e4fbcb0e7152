import ArgumentParser

/// Measures the program itself; for those who doubt its figures.
struct StudyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "study",
        abstract: "Measures how often the program is wrong, on evidence whose answer is known.",
        shouldDisplay: false,
        subcommands: [StudyAuditsCommand.self, StudyVerdictCommand.self])
}
