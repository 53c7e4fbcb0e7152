import Testing

/// Cases that are none: each is left out by name, and the rest is answered.
struct BadInputTests {
    @Test func `every kind of bad line is counted, named and passed over`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            try workspace.write("cases.jsonl", bytes: Self.lines.flatMap { $0 + [10] })
            var transcript = Transcript(workspace)
            try await transcript.run("replay", Parcels.folder, "cases.jsonl")
            try await transcript.run("replay", Parcels.folder, "cases.jsonl", "--json")
            try transcript.expectGolden("bad-lines")
            let observations = try await workspace.export()
            #expect(
                observations.map(\.case_id) == [
                    "good-1", "good-2", "good-3", "0.5", "user", "good-4",
                ])
        }
    }

    private static let lines: [[UInt8]] =
        [
            #"{"id":"good-1","text":"a","amount":1}"#,
            #"{"id":"cut","text":"a","amo"#,
            #"{"id":"good-2","text":"a","amount":2,"colour":"red","weight":3}"#,
            #"{"id":"good-2","text":"a","amount":2}"#,
            #"{"id":"good-2","text":"a","amount":99}"#,
            #"{"id":"type","text":"a","amount":"12"}"#,
            #"{"id":"type-2","text":7}"#,
            #"{"id":"none","amount":1}"#,
            #"{"id":"null","text":null}"#,
            #"{"id":"twice","text":"a","text":"b"}"#,
            #"{"id":"time","text":"a","time":"yesterday"}"#,
            #"{"id":["x"],"text":"a"}"#,
            #"{"id":"","text":"a"}"#,
            #"[1,2]"#,
            #"{"id":"two","text":"a"} {"id":"three","text":"b"}"#,
            "",
            #"{"id":"good-3","text":"a","amount":3,"outcome":"rejected"}"#,
            #"{"id":0.5,"text":"a","user":null}"#,
            #"{"id":"user","text":"a","user":5}"#,
            "plain words",
        ].map { Array($0.utf8) }
        + [
            Array(#"{"id":"bytes","text":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8),
            Array(#"{"id":"over","text":""#.utf8) + [0xC0, 0xAF] + Array(#""}"#.utf8),
            [0, 1, 2, 3],
            Array(#"{"id":"deep","text":"#.utf8) + Array(repeating: UInt8(ascii: "["), count: 5000),
            Array(#"{"id":"\#(String(repeating: "i", count: 600))","text":"a"}"#.utf8),
            Array(#"{"id":"good-4","text":"\u0000\ud83d\ude00","amount":4}"#.utf8),
        ]

    @Test func `control characters of data do not reach the terminal`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            try workspace.write(
                "cases.jsonl",
                #"{"text":"a","groups":{"\u001b[2J\u202e":"1","\u001b[2J\u202e":"2"}}"# + "\n")
            let outcome = try await workspace.assay(
                "replay", Parcels.folder, "cases.jsonl", "--only", "heuristic")
            #expect(outcome.text.contains(#"group `\u{1b}[2J\u{202e}` is given twice"#))
            let missing = try await workspace.assay("replay", "no\u{1B}[2J")
            #expect(missing.errors.contains(#"no\u{1b}[2J"#))
            for text in [outcome.text, missing.errors] {
                #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
            }
        }
    }

    @Test func `a line of 100 MB is passed over in little memory`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            let outcome = try await workspace.assay(
                "replay", Parcels.folder, "-",
                input: .pipe { end in
                    end.write(Array(#"{"id":"before","text":"a","amount":1}"#.utf8) + [10])
                    end.write(Array(#"{"id":"long","text":""#.utf8))
                    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
                    for _ in 0..<100 { end.write(piece) }
                    end.write(Array("\"}\n".utf8))
                    end.write(Array(#"{"id":"after","text":"a","amount":1}"#.utf8) + [10])
                })
            #expect(outcome.exitCode == 0)
            #expect(
                try Workspace.observations(outcome.text).map(\.case_id) == ["before", "after"])
            #expect(outcome.errors.contains("line too long 1"))
            #expect(outcome.errors.contains("line 2: a line of 104857623 bytes"))
            #expect(outcome.peakMemory < 150_000_000)
        }
    }

    @Test func `a CSV cell of 100 MB is passed over in little memory`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            let outcome = try await workspace.assay(
                "replay", Parcels.folder, "-", "--format", "csv",
                input: .pipe { end in
                    end.write(Array("id,text,amount\nbefore,a,1\nlong,\"".utf8))
                    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
                    for _ in 0..<100 { end.write(piece) }
                    end.write(Array("\",2\nafter,a,3\n".utf8))
                })
            #expect(outcome.exitCode == 0)
            #expect(
                try Workspace.observations(outcome.text).map(\.case_id) == ["before", "after"])
            #expect(outcome.errors.contains("1 left out"), "\(outcome.errors)")
            #expect(outcome.peakMemory < 150_000_000)
        }
    }

    @Test func `many cases need no more memory than few`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            let outcome = try await workspace.assay(
                "replay", Parcels.folder, "-", "--json",
                input: .pipe { end in
                    for block in 0..<10 {
                        let numbers = (block * 2000 + 1)...(block * 2000 + 2000)
                        end.write(Array(Parcels.traffic(numbers, of: 20_000).utf8))
                    }
                })
            #expect(outcome.exitCode == 0)
            let ids = try Workspace.observations(outcome.text).map(\.case_id)
            #expect(ids == (1...20_000).map(String.init))
            #expect(outcome.peakMemory < 150_000_000)
        }
    }

    @Test(arguments: ["no\n", "\u{1}\u{2}\n[\n", "<html></html>\n"])
    func `a file of which nothing can be read is bad data`(text: String) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            try workspace.write("cases.jsonl", text)
            let outcome = try await workspace.assay("replay", Parcels.folder, "cases.jsonl")
            #expect(outcome.exitCode == 65)
            #expect(outcome.errors.contains("could be read"))
        }
    }

    @Test(arguments: [("cases.jsonl", ""), ("cases.jsonl", "\n\n\n"), ("cases.csv", "id,text\n")])
    func `a file without cases is no failure`(name: String, text: String) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            try workspace.write(name, text)
            let report = try await workspace.assay("replay", Parcels.folder, name, "--json")
                .report()
            #expect(report.read == 0)
        }
    }

    @Test func `an empty CSV file, a folder and a missing file are told apart from cases`()
        async throws
    {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            try workspace.write("empty.csv", "")
            var transcript = Transcript(workspace)
            try await transcript.run("replay", Parcels.folder, "empty.csv", "--only", "heuristic")
            try await transcript.run("replay", Parcels.folder, "Rules", "--only", "heuristic")
            try await transcript.run("replay", Parcels.folder, "none.jsonl", "--only", "heuristic")
            try transcript.expectGolden("no-cases")
        }
    }

    @Test func `duplicate ids are told apart the same way after the file was touched`()
        async throws
    {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            let lines = [
                #"{"id":"a","text":"x","amount":1}"#, #"{"id":"a","text":"x","amount":1}"#,
                #"{"id":"a","text":"x","amount":50}"#, #"{"id":"b","text":"x","amount":2}"#,
            ]
            for addition in ["", "\n"] {
                let text = lines.joined(separator: "\n") + "\n" + addition
                try workspace.write("cases.jsonl", text)
                let report = try await workspace.assay(
                    "replay", Parcels.folder, "cases.jsonl", "--json"
                ).report()
                #expect(report.left_out == ["duplicate_id": 1])
                #expect(report.duplicates == 1)
            }
            let ids = try await workspace.export().map(\.case_id)
            #expect(ids == ["a", "b"])
        }
    }

    @Test func `a changed input under an old id replaces the old case`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 3)
            _ = try await workspace.assay("replay", Parcels.folder)
            try workspace.edit("\(Parcels.folder)/traffic.jsonl", "parcel 2", "packet 2")
            let report = try await workspace.assay("replay", Parcels.folder, "--json").report()
            #expect(report.answered == 1)
            #expect(report.already_answered == 2)
        }
    }
}
