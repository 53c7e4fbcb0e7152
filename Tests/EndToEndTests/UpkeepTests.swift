import Foundation
import Glibc
import TestSupport
import Testing

/// `assay evidence backup`, `retain` and `delete`, and `assay keys`.
struct UpkeepTests {
    @Test func `a log is backed up, cut back and cleared of a user`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 4)
            let cases = (1...4).map { number in
                #"{"id":"\#(number)","text":"p\#(number)","amount":\#(number),"#
                    + #""user":"\#(number < 3 ? "eve" : "bob")"}"# + "\n"
            }
            try workspace.write("\(Parcels.folder)/traffic.jsonl", cases.joined())
            var transcript = Transcript(workspace)
            try await transcript.run("replay", Parcels.folder, "--only", "heuristic")
            try await transcript.run("evidence", "backup", "copy.sqlite")
            try await transcript.run("evidence", "backup", "copy.sqlite")
            try await transcript.run("evidence", "delete", "--user", "eve")
            try await transcript.run("evidence", "delete", "--user", "eve", "--json")
            try await transcript.run("evidence", "retain", "--days", "30", "--max-size", "1GB")
            try await transcript.run("evidence", "retain", "--max-size", "10KB")
            try await transcript.run("evidence")
            try await transcript.run("evidence", "--evidence", "copy.sqlite")
            try await transcript.run("evidence", "delete", "--user", "eve", "--evidence", "none")
            try transcript.expectGolden("upkeep")
            #expect(try await workspace.export().map(\.case_id) == ["3", "4"])
        }
    }

    @Test func `a gateway keeps its log below its size, and the oldest observations go`()
        async throws
    {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 3000)
            _ = try await workspace.assay("replay", Parcels.folder, "--only", "heuristic")
            let before = try await workspace.export().count
            #expect(before == 3000)
            let outcome = try await Serving.with(
                "--max-log-size", "1MB", rules: workspace.url("Rules").path, in: workspace
            ) { server in
                #expect(await eventually { server.child.errorText.contains("--max-log-size") })
            }
            #expect(outcome.errors.contains("oldest observations were removed"))
            let left = try await workspace.export().compactMap { Int($0.case_id) }
            #expect(!left.isEmpty && left.count < 3000)
            #expect(left == Array((3001 - left.count)...3000))
            // The roll-ups have them all.
            let summary = try await workspace.assay("evidence", "--json")
            #expect(summary.text.contains(#""answers":{"route":3000}"#), "\(summary.text)")
        }
    }

    @Test func `keys are made, shown without their secret, and ended`() async throws {
        try await Workspace.with { workspace in
            let made = try await workspace.assay("keys", "create", "shop", "--scope", "decide,read")
            let key = made.text.split(separator: "\n").first.map(String.init) ?? ""
            #expect(key.hasPrefix("assay_") && key.utf8.count == 83)
            let list = try await workspace.assay("keys")
            #expect(list.text.contains("shop: decide, read, made at"))
            #expect(!list.text.contains(key.suffix(64)))
            #expect(try !workspace.read("keys.jsonl").contains(key.suffix(64)))
            let rotated = try await workspace.assay("keys", "rotate", "shop", "--json")
            #expect(rotated.text.contains(#""schema":"assay.key/1","key":"assay_"#))
            #expect(rotated.errors.contains("ends at"))
            let ended = try await workspace.assay("keys", "revoke", "shop")
            #expect(ended.text.split(separator: "\n").count == 2)
            let again = try await workspace.start(["keys", "revoke", "shop"]).outcome()
            #expect(again.exitCode == 64)
            #expect(again.errors.contains("has ended or is about to"))
        }
    }
}
