import Foundation
import TestSupport
import Testing

/// What `assay replay` reads and how much of it.
struct ReplayTests {
    @Test func `JSON lines and CSV give the same answers`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 20)
            let rows = (1...20).map { "\($0),parcel \($0),\($0)\r\n" }.joined()
            try workspace.write("parcels.csv", "id,text,amount\r\n" + rows)
            _ = try await workspace.assay("replay", Parcels.folder, "--evidence", "json.sqlite")
            let csv = try await workspace.assay(
                "replay", Parcels.folder, "parcels.csv", "--evidence", "csv.sqlite")
            #expect(csv.exitCode == 0, "\(csv.errors)")
            let fromJSON = try await workspace.export(evidence: "json.sqlite")
            let fromCSV = try await workspace.export(evidence: "csv.sqlite")
            #expect(fromJSON.count == 20)
            #expect(fromCSV.map(\.case_id) == fromJSON.map(\.case_id))
            #expect(
                fromCSV.answers(of: "heuristic").map(\.answer.value)
                    == fromJSON.answers(of: "heuristic").map(\.answer.value))
        }
    }

    @Test func `a CSV cell of the wrong type is left out by name`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            try workspace.write(
                "parcels.csv",
                "id,text,amount\n1,a,12.5\n2,b,much\n3,c,\n4,\"d\"x,1\n5,e\n6,f,1,9\n")
            var transcript = Transcript(workspace)
            try await transcript.run("replay", Parcels.folder, "parcels.csv", "--only", "heuristic")
            try transcript.expectGolden("replay-csv")
        }
    }

    @Test func `as a filter it reads cases and writes observations only`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            let outcome = try await workspace.assay(
                "replay", Parcels.folder, "-", input: .text(Parcels.traffic(1...500, of: 500)))
            #expect(outcome.exitCode == 0)
            let observations = try Workspace.observations(outcome.text)
            #expect(observations.map(\.case_id) == (1...500).map(String.init))
            let export = try await workspace.assay("evidence", "export", Parcels.folder)
            #expect(export.output == outcome.output)
            #expect(outcome.errors.contains("500 cases answered"))
        }
    }

    @Test func `a filter answers while its source is still open`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            let isAnswered = Gate()
            let child = try workspace.start(
                ["replay", Parcels.folder, "-"],
                input: .pipe { end in
                    end.write(Array((Parcels.line(1, of: 2) + "\n").utf8))
                    while !isAnswered.isOpen { usleep(1000) }
                    end.write(Array((Parcels.line(2, of: 2) + "\n").utf8))
                })
            while try await workspace.assay("evidence", "export", Parcels.folder).text.isEmpty {}
            isAnswered.open()
            let outcome = try await child.outcome()
            #expect(try Workspace.observations(outcome.text).map(\.case_id) == ["1", "2"])
        }
    }

    @Test func `a filter whose reader has gone logs the calls under way, and ends without a word`()
        async throws
    {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2000)
            try await MockModel.with { _, text in
                [.wait(.milliseconds(20)), MockModel.answer(text)]
            } _: { model in
                let command =
                    "\"$0\" replay \(Parcels.folder) - < \(Parcels.folder)/traffic.jsonl "
                    + "| head -1; echo ${PIPESTATUS[0]}"
                let child = try Child(
                    URL(filePath: "/bin/bash"), ["-c", command, Workspace.program.path],
                    in: workspace.folder,
                    environment: ["PATH": "/usr/bin:/bin"].merging(model.environment) { $1 },
                    input: .nothing, output: workspace.url(".streams/pipe"))
                let outcome = try await child.outcome()
                #expect(outcome.errors == "")
                let lines = outcome.text.split(separator: "\n")
                #expect(lines.count == 2 && lines[0].hasPrefix("{"))
                // 128 and the number of SIGPIPE.
                #expect(lines.last == "141")
                let asked = model.journal.count
                #expect(asked < 2000)
                #expect(try await workspace.export().answers(of: "model").count == asked)
            }
        }
    }

    @Test func `the next step names the log where it is not the usual one`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 3)
            for (path, words) in [
                ("other.sqlite", "other.sqlite"), ("a b's.sqlite", #"'a b'\''s.sqlite'"#),
            ] {
                let replay = try await workspace.assay(
                    "replay", Parcels.folder, "--only", "heuristic", "--evidence", path)
                #expect(
                    replay.text.contains(
                        "Next: assay verdict \(Parcels.folder) --evidence \(words)\n"))
                let verdict = try await workspace.assay(
                    "verdict", Parcels.folder, "--evidence", path, "--detail")
                #expect(
                    verdict.text.replacing(/\s+/, with: " ")
                        .contains("`assay replay \(Parcels.folder) --evidence \(words)`"),
                    "\(verdict.text)")
            }
            let usual = try await workspace.assay("replay", Parcels.folder, "--only", "heuristic")
            #expect(usual.text.hasSuffix("Next: assay verdict \(Parcels.folder)\n"))
        }
    }

    @Test func `a filter whose source is silent stops when asked to`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            let isOver = Gate()
            let child = try workspace.start(
                ["replay", Parcels.folder, "-"],
                input: .pipe { _ in while !isOver.isOpen { usleep(1000) } })
            try await child.interrupt()
            let outcome = try await child.outcome()
            isOver.open()
            #expect(!outcome.isTimedOut)
        }
    }

    @Test func `cases without an id of two streams are two cases`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            for text in [#"{"text":"a","amount":1}"#, #"{"text":"b","amount":2}"#] {
                _ = try await workspace.assay(
                    "replay", Parcels.folder, "-", input: .text(text + "\n"))
            }
            let ids = try await workspace.export().map(\.case_id)
            #expect(Set(ids).count == 2, "\(ids)")
        }
    }

    @Test(arguments: [0, 1, 7, 50])
    func `the limit counts cases that are read`(limit: Int) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 20)
            let report = try await workspace.assay(
                "replay", Parcels.folder, "--limit", "\(limit)", "--json"
            ).report()
            #expect(report.read == min(limit, 20))
            #expect(
                try await workspace.export().map(\.case_id)
                    == (1...20).prefix(limit).map { "\($0)" })
        }
    }

    @Test(arguments: [2, 3, 7])
    func `shards divide the cases exactly, bad lines too`(count: Int) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            let bad = ["{", "[]", #"{"text":1}"#].map { $0 + "\n" }.joined()
            try workspace.write("cases.jsonl", Parcels.traffic(1...200, of: 200) + bad)
            var read = 0
            var leftOut = 0
            var ids: [String] = []
            for index in 1...count {
                let log = "shard-\(index).sqlite"
                let report = try await workspace.assay(
                    "replay", Parcels.folder, "cases.jsonl", "--shard", "\(index)/\(count)",
                    "--evidence", log, "--json"
                ).report()
                read += report.read
                leftOut += report.left_out.values.reduce(0, +)
                ids += try await workspace.export(evidence: log).map(\.case_id)
            }
            #expect(read == 203)
            #expect(leftOut == 3)
            #expect(ids.count == 200)
            #expect(Set(ids) == Set((1...200).map(String.init)))
        }
    }

    @Test func `only the heuristic is asked where only it is wanted`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 5)
            try await MockModel.with { model in
                let outcome = try await workspace.assay(
                    "replay", Parcels.folder, "--only", "heuristic",
                    environment: model.environment)
                #expect(outcome.exitCode == 0)
                #expect(model.journal.isEmpty)
            }
            let observations = try await workspace.export()
            #expect(observations.answers(of: "heuristic").count == 5)
            #expect(observations.answers(of: "model").isEmpty)
        }
    }

    @Test func `repeats ask the model so often, and the rules once`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 4)
            try await MockModel.with { model in
                for repeats in ["1", "3", "2"] {
                    let outcome = try await workspace.assay(
                        "replay", Parcels.folder, "--repeat", repeats,
                        environment: model.environment)
                    #expect(outcome.exitCode == 0, "\(outcome.errors)")
                }
                #expect(model.journal.count == 12)
            }
            let observations = try await workspace.export()
            #expect(observations.answers(of: "heuristic").count == 4)
            let tries = observations.answers(of: "model").map { "\($0.caseID)/\($0.answer.repeat)" }
            #expect(tries.count == 12)
            #expect(Set(tries).count == 12)
        }
    }

    @Test(arguments: [1, 3, 8])
    func `no more calls are under way than allowed, and so many are`(width: Int) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 24)
            let gate = Gate()
            try await MockModel.with { _, text in
                [gate.step, MockModel.answer(text)]
            } _: { model in
                let child = try workspace.start(
                    ["replay", Parcels.folder, "--concurrency", "\(width)", "--json"],
                    environment: model.environment)
                await model.expectRequests(width)
                // Whatever comes too much would come now.
                try await Task.sleep(for: .milliseconds(100))
                #expect(model.journal.count == width)
                gate.open()
                let report = try await child.outcome().report()
                #expect(report.paths["model"]?.answered == 24)
            }
        }
    }
}
