import Foundation
import GRDB
import TestSupport
import Testing

/// Logs that cannot be written or read: a message, and nothing logged is lost.
struct EvidenceLogTests {
    @Test func `places where no log can be are named`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            try workspace.write("notes.txt", "These are my notes, and no log at all.\n")
            var transcript = Transcript(workspace)
            for place in ["Rules", "/proc/assay.sqlite", "none/assay.sqlite", "notes.txt"] {
                try await transcript.run(
                    "replay", Parcels.folder, "--only", "heuristic", "--evidence", place)
            }
            try await transcript.run("evidence", "--evidence", "none.sqlite")
            try await transcript.run("evidence", "--evidence", "Rules")
            try await transcript.run(
                "evidence", "export", Parcels.folder, "--evidence", "notes.txt")
            try transcript.expectGolden("log-places")
            #expect(try workspace.read("notes.txt").hasPrefix("These are my notes"))
        }
    }

    @Test func `a log of a newer version is left alone`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            _ = try await workspace.assay("replay", Parcels.folder)
            let database = try DatabaseQueue(path: workspace.url("assay.sqlite").path)
            try await database.write {
                try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2999')")
            }
            var transcript = Transcript(workspace)
            try await transcript.run("replay", Parcels.folder, "--only", "heuristic")
            try await transcript.run("evidence")
            try transcript.expectGolden("log-newer")
            let (migrations, rows) = try await database.read {
                (
                    try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations"),
                    try Int.fetchOne($0, sql: "SELECT count(*) FROM observation")
                )
            }
            #expect(migrations.last == "2999")
            #expect(rows == 2)
        }
    }

    @Test func `a database of another program is left alone`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            let database = try DatabaseQueue(path: workspace.url("other.sqlite").path)
            try await database.write {
                try $0.execute(sql: "CREATE TABLE invoice (id INTEGER PRIMARY KEY)")
            }
            try database.close()
            let outcome = try await workspace.assay(
                "replay", Parcels.folder, "--evidence", "other.sqlite")
            #expect(outcome.exitCode == 65)
            #expect(outcome.errors.contains("is no evidence log"))
        }
    }

    @Test(arguments: [0.3, 0.6, 0.9])
    func `a log that was cut off ends with a message, not a crash`(part: Double) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 200)
            _ = try await workspace.assay("replay", Parcels.folder)
            let log = try Data(contentsOf: workspace.url("assay.sqlite"))
            let half = log.prefix(Int(Double(log.count) * part))
            try half.write(to: workspace.url("assay.sqlite"))
            for command in [["replay", Parcels.folder], ["evidence", "export", Parcels.folder]] {
                let outcome = try await workspace.start(command).outcome()
                #expect(outcome.signal == nil)
                #expect(outcome.exitCode == 65, "\(outcome.errors)")
                #expect(outcome.errors.contains("damaged"), "\(outcome.errors)")
            }
        }
    }

    @Test func `on a full disk the run stops with a message and loses nothing`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 3000)
            guard try await Self.mount(workspace, ["-t", "tmpfs", "-o", "size=1m"]) else {
                return Skips.note("a full disk: no file system may be mounted here")
            }
            let full = try await workspace.assay(
                "replay", Parcels.folder, "--evidence", "disk/log.sqlite")
            #expect(full.exitCode == 75, "\(full.errors)")
            #expect(full.errors.contains("the disk is full"))
            let before = try await workspace.export(evidence: "disk/log.sqlite")
            #expect(before.count < 3000)
            _ = try await Self.mount(workspace, ["-o", "remount,size=50m"])
            let rest = try await workspace.assay(
                "replay", Parcels.folder, "--evidence", "disk/log.sqlite")
            #expect(rest.exitCode == 0, "\(rest.errors)")
            let after = try await workspace.export(evidence: "disk/log.sqlite")
            #expect(after.map(\.case_id).sorted() == (1...3000).map(String.init).sorted())
            #expect(
                after.prefix(before.count).map(\.observation_id) == before.map(\.observation_id))
            try await Self.unmount(workspace)
        }
    }

    @Test func `on a full disk a model's answers that were logged are kept`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1500)
            guard try await Self.mount(workspace, ["-t", "tmpfs", "-o", "size=600k"]) else {
                return Skips.note("a full disk under a model: no file system may be mounted here")
            }
            try await MockModel.with { model in
                let full = try await workspace.assay(
                    "replay", Parcels.folder, "--evidence", "disk/log.sqlite", "--concurrency",
                    "16", environment: model.environment)
                #expect(full.exitCode == 75, "\(full.errors)")
                #expect(!full.isTimedOut)
                _ = try await Self.mount(workspace, ["-o", "remount,size=50m"])
                let rest = try await workspace.assay(
                    "replay", Parcels.folder, "--evidence", "disk/log.sqlite", "--concurrency",
                    "16", environment: model.environment)
                #expect(rest.exitCode == 0, "\(rest.errors)")
                let answers = try await workspace.export(evidence: "disk/log.sqlite")
                    .answers(of: "model")
                #expect(answers.count == 1500)
                #expect(Set(answers.map(\.caseID)).count == 1500)
            }
            try await Self.unmount(workspace)
        }
    }

    private static func mount(_ workspace: Workspace, _ options: [String]) async throws -> Bool {
        try FileManager.default.createDirectory(
            at: workspace.url("disk"), withIntermediateDirectories: true)
        let isNew = options.contains("-t")
        let arguments = options + (isNew ? ["assay-tests"] : []) + [workspace.url("disk").path]
        return try await tool("/bin/mount", arguments, workspace).exitCode == 0
    }

    private static func unmount(_ workspace: Workspace) async throws {
        _ = try await tool("/bin/umount", [workspace.url("disk").path], workspace)
    }

    private static func tool(
        _ path: String, _ arguments: [String], _ workspace: Workspace
    ) async throws -> ChildOutcome {
        let child = try Child(
            URL(filePath: path), arguments, in: workspace.folder,
            environment: ["PATH": "/usr/bin:/bin"], input: .nothing,
            output: workspace.url(".streams/\(UUID().uuidString)"))
        return try await child.outcome()
    }

    @Test func `a result that nobody can take is a failure`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            _ = try await workspace.assay("replay", Parcels.folder)
            for command in ["evidence export \(Parcels.folder)", "evidence", "--help"] {
                let child = try Child(
                    URL(filePath: "/bin/sh"),
                    ["-c", "exec \"$0\" \(command) > /dev/full", Workspace.program.path],
                    in: workspace.folder, environment: [:], input: .nothing,
                    output: workspace.url(".streams/full"))
                let outcome = try await child.outcome()
                guard command != "--help" else { continue }
                #expect(outcome.exitCode == 1, "\(command)")
                #expect(outcome.errors.contains("no space left on device"))
            }
        }
    }

    @Test func `a log in a folder that cannot be written is read all the same`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 20)
            try workspace.write("archive/note.txt", "kept\n")
            for place in ["assay.sqlite", "archive/log.sqlite"] {
                _ = try await workspace.assay("replay", Parcels.folder, "--evidence", place)
            }
            guard let archive = ReadOnlyMount(workspace.url("archive").path) else {
                return Skips.note("a read-only folder: no file system may be mounted here")
            }
            defer { withExtendedLifetime(archive) {} }
            for command in [["verdict", Parcels.folder], ["evidence", "export", Parcels.folder]] {
                let outcome = try await workspace.start(
                    command + ["--evidence", "archive/log.sqlite"]
                ).outcome()
                #expect(outcome.exitCode == 0, "\(outcome.errors)")
                #expect(!outcome.text.isEmpty)
            }
            var transcript = Transcript(workspace)
            let evidence = ["--evidence", "archive/log.sqlite"]
            try await transcript.run("replay", Parcels.folder, evidence[0], evidence[1])
            try await transcript.run("evidence", "compact", evidence[0], evidence[1])
            try workspace.edit(
                "\(Parcels.folder)/feature.yaml", "feature: parcels", "feature: mail")
            try await transcript.run("verdict", Parcels.folder, evidence[0], evidence[1])
            try transcript.expectGolden("log-read-only")
        }
    }

    @Test func `two replays at once into one log lose nothing and repeat nothing`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 400)
            let first = try workspace.start(["replay", Parcels.folder, "--shard", "1/2"])
            let second = try workspace.start(["replay", Parcels.folder, "--shard", "2/2"])
            for child in [first, second] {
                let outcome = try await child.outcome()
                #expect(outcome.exitCode == 0, "\(outcome.errors)")
            }
            let rest = try await workspace.assay("replay", Parcels.folder)
            #expect(rest.exitCode == 0)
            let ids = try await workspace.export().map(\.case_id)
            #expect(ids.count == 400)
            #expect(Set(ids).count == 400)
        }
    }
}
