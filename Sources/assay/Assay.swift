import ArgumentParser

/// The command line: every command in a file of its own.
struct Assay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assay",
        abstract:
            "Weighs rules against a model on the same decisions, and says which earns its place.",
        discussion: """
            A feature is a folder: feature.yaml says what is decided, rules.yaml how the rules \
            decide it, traffic.jsonl holds recorded cases. Replay them, then ask for the verdict:

              assay replay Rules/flight-delay
              assay verdict Rules/flight-delay

            Exit codes: 0 done; 1 failed; with --gate 2 not enough evidence, 3 an audit fires, 100 worse \
            than the margin; 64 wrong usage; 65 bad data in a file; 66 a file is \
            missing or cannot be read; \
            69 a service is unavailable; 75 try again: the same command goes on; 78 bad configuration.
            """,
        version: "0.1.0",
        subcommands: [
            InitCommand.self, CheckCommand.self, DiffCommand.self, CalibrateCommand.self,
            AdviseCommand.self, SequenceCommand.self, ProbeCommand.self, ReplayCommand.self,
            LabelCommand.self, OutcomesCommand.self,
            PlanCommand.self, VerdictCommand.self, ReportCommand.self, AuditCommand.self,
            StudyCommand.self,
            EvidenceCommand.self,
            ServeCommand.self, KeysCommand.self,
        ])
}
