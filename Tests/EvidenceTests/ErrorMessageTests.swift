import Decisions
import Evidence
import Testing

struct ErrorMessageTests {
    @Test(arguments: [
        (
            EvidenceError.cannotOpen(path: "a.sqlite", reason: "it is a folder"),
            "a.sqlite: the evidence log cannot be opened: it is a folder; "
                + "name another with `--evidence`"
        ),
        (
            .newerVersion(path: "a.sqlite"),
            "a.sqlite: the evidence log was written by a newer version of assay; "
                + "update assay or name another log with `--evidence`"
        ),
        (
            .notALog(path: "a.sqlite"),
            "a.sqlite: the file is no evidence log; name another with `--evidence`"
        ),
        (
            .diskFull(path: "a.sqlite"),
            "a.sqlite: the disk is full; what was acknowledged is kept, "
                + "free some room; a command that ended goes on when it is run again"
        ),
        (
            .readOnly(path: "a.sqlite"),
            "a.sqlite: the evidence log cannot be written; "
                + "check its permissions and those of its folder"
        ),
        (
            .busy(path: "a.sqlite"),
            "a.sqlite: another process is writing the evidence log; try again when it is done"
        ),
        (
            .underWay(path: "a.sqlite"),
            "a.sqlite: another replay is asking about the same cases; "
                + "run the same command again when it has ended"
        ),
        (
            .unknownFeature(path: "a.sqlite", feature: "triage"),
            "a.sqlite: the evidence log does not have `triage` as feature.yaml describes it, "
                + "and cannot be written; copy it to a folder that can be written"
        ),
        (
            .corrupt(path: "a.sqlite", reason: "database disk image is malformed"),
            "a.sqlite: the evidence log is damaged: database disk image is malformed; "
                + "restore a copy or begin a new log"
        ),
        (
            .failed(path: "a.sqlite", reason: "feature `f` has no question `q`"),
            "a.sqlite: the evidence log failed: feature `f` has no question `q`"
        ),
        (
            .cannotBackUp(path: "b.sqlite", reason: "the file exists"),
            "b.sqlite: the backup cannot be made: the file exists; name another file"
        ),
        (
            .tooSmall(path: "a.sqlite", size: 1000, least: 2000),
            "a.sqlite: the evidence log cannot be cut to 1000 bytes: what verdicts read needs "
                + "about 2000; allow more or begin a new log with `--evidence`"
        ),
        (
            .spool(path: "a-spool", reason: "permission denied"),
            "a-spool: the spool cannot be used: permission denied; "
                + "check the folder and its permissions"
        ),
        (
            .spoolInUse(path: "a-spool"),
            "a-spool: another process uses the spool; give each gateway a spool of its own"
        ),
    ])
    func `an error says what happened and what to do`(error: EvidenceError, text: String) {
        #expect("\(error)" == text)
    }

    @Test func `a question that the feature does not have is refused`() async throws {
        let log = try TemporaryLog()
        let scribe = try await Scribe(log.open())
        let expected = EvidenceError.failed(
            path: log.path, reason: "feature `triage` has no question `colour`")
        await #expect(throws: expected) { _ = try await scribe.rows(question: "colour") }
        let stray = scribe.observation(Line(id: "a"), 0, question: "colour", [])
        await #expect(throws: expected) {
            try await scribe.store.append([stray], of: scribe.feature)
        }
    }
}
