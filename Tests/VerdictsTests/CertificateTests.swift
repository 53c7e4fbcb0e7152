import Decisions
@testable import Evidence
import Foundation
import Reports
import TestSupport
import Testing
@testable import Verdicts

/// The reference recomputation comes to the figures that the verdict states, from its cases alone.
struct CertificateTests {
    private static let kinds =
        RandomLog.all
        + RandomLog.Asking.allCases.map { asking in
            RandomLog(
                asking: asking, hasUsers: true,
                change: { input in
                    input.promised = Challenger.allCases.map {
                        Plan.PromisedClaim(
                            question: "kind", path: "model", challenger: $0, alpha: 0.02,
                            effect: 0.8, deviation: 4)
                    }
                    input.line = 2
                    input.selfTestRuns = 100
                }, name: "a planned effect")
        }
        // With so large a chance of error the self-test finds some false claims.
        + [
            RandomLog(
                change: { ($0.alpha, $0.selfTestRuns) = (0.9, 300) }, name: "a tested method")
        ]

    @Test(.enabled(if: ReferencePython.exists, "\(ReferencePython.reason)"))
    func `Python and scipy agree with every figure of every kind of log`() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "certificates-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var folders: [String] = []
        for (index, kind) in Self.kinds.enumerated() {
            let place = folder.appending(path: "\(index)")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try await Self.certify(kind, in: place)
            folders.append(place.path)
        }
        let program = try Self.program(in: folder)
        let outcome = try await ReferencePython.run(["-B", program] + folders)
        let tables = outcome.text.split(separator: "SHA-256").enumerated()
        let differing = tables.flatMap { index, table in
            table.split(separator: "\n").filter { $0.hasSuffix("NO") }.map { "\(index): \($0)" }
        }
        #expect(differing.isEmpty, "\(differing.prefix(40).joined(separator: "\n"))")
        #expect(outcome.exitCode == 0, "\(outcome.text.suffix(1_000))")
        let agreeing = outcome.text.matches(of: /All (\d+) figures agree/)
        #expect(agreeing.count == Self.kinds.count)
        #expect(agreeing.allSatisfy { (Int($0.1) ?? 0) > 20 })
        #expect(outcome.text.contains(/self-test, false claims +[1-9]/))
    }

    /// Every number of the verdict becomes one that occurs nowhere else: then no line may agree, and the
    /// numbers that no line shows are those that nobody recomputes.
    @Test(.enabled(if: ReferencePython.exists, "\(ReferencePython.reason)"))
    func `a changed figure is found, whichever it is`() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "certificate-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let log = RandomLog(
            hasUsers: true, cases: 1_500,
            change: { input in
                input.economics?.upkeepPerMonth = ["model": 100]
                input.economics?.worthHaving = 0.01
            }, name: "all figures")
        try await Self.certify(log, in: folder)
        _ = try Self.program(in: folder)
        let outcome = try await ReferencePython.run(["-B", "-c", Self.changing, folder.path])
        let lines = outcome.text.split(separator: "\n").map(String.init)
        #expect(outcome.exitCode == 0, "\(outcome.text.suffix(2_000))")
        #expect(lines.contains("exit 1"))
        #expect(lines.filter { $0.hasPrefix("agrees: ") }.isEmpty, "\(outcome.text)")
        let unseen = lines.compactMap { $0.wholeMatch(of: /unseen: (.+)/)?.1 }.map(String.init)
        #expect(unseen.sorted() == Self.notRecomputed)
    }

    /// A verdict that leaves out what its cases tell is no sounder than one that states it wrongly.
    @Test(
        .enabled(if: ReferencePython.exists, "\(ReferencePython.reason)"),
        arguments: ["difference", "agreement", "claims"])
    func `a figure that is missing is found`(key: String) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "certificate-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await Self.certify(RandomLog(name: "all"), in: folder)
        let program = try Self.program(in: folder)
        let outcome = try await ReferencePython.run([
            "-B", "-c", Self.removing, folder.path, key, program,
        ])
        #expect(outcome.exitCode == 1, "\(outcome.text.suffix(1_000))")
        #expect(outcome.text.contains(/(stated|claimed) .*NO/), "\(outcome.text)")
    }

    private static let removing = #"""
        from json import dump, load
        from sys import argv, exit, path as places
        folder, key = argv[1], argv[2]
        places.insert(0, folder)
        from recompute import recompute
        with open(folder + "/verdict.json") as file:
            verdict = load(file)
        verdict[key] = [] if key == "claims" else None
        with open(folder + "/verdict.json", "w") as file:
            dump(verdict, file)
        exit(recompute(folder))
        """#

    /// Figures that the certified cases cannot tell, and those whose lines show something else: cells of
    /// tables, the log of the e-value, a point's threshold.
    private static let notRecomputed = [
        "agreement.pairs.count",
        "alpha",
        "before_plan",
        "cases_needed",
        "claims.clipped",
        "clipped.calls_without_price",
        "clipped.latencies",
        "clipped.prices",
        "decision_map",
        "difference.e_value",
        "disputed_outcomes",
        "frontier.points.below",
        "labels_of_other_chance",
        "noise_floor.answers",
        "noise_floor.cases",
        "paths.heuristic.calls_priced_later",
        "paths.heuristic.calls_without_price",
        "paths.heuristic.confusion.count",
        "paths.heuristic.cost_per_call_usd",
        "paths.heuristic.cost_per_correct_usd",
        "paths.heuristic.cost_usd",
        "paths.heuristic.failures.rule_error",
        "paths.heuristic.recorded_share",
        "paths.heuristic.shed",
        "paths.heuristic.skipped",
        "paths.model.calls_priced_later",
        "paths.model.confusion.count",
        "paths.model.recorded_share",
        "paths.model.shed",
        "paths.model.skipped",
    ]

    private static let changing = #"""
        from contextlib import redirect_stdout
        from io import StringIO
        from json import dump, load
        from re import findall
        from sys import argv, path as places
        folder = argv[1]
        places.insert(0, folder)
        from recompute import recompute
        names = {}
        def change(value, path):
            if isinstance(value, dict):
                return {key: change(part, path + [key]) for key, part in value.items()}
            if isinstance(value, list):
                return [change(part, path) for part in value]
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                return value
            number = 1_000_003 + len(names)
            names[number] = path[0] if path[0] == "decision_map" else ".".join(path)
            return number
        with open(folder + "/verdict.json") as file:
            changed = change(load(file), [])
        with open(folder + "/verdict.json", "w") as file:
            dump(changed, file)
        output = StringIO()
        with redirect_stdout(output):
            code = recompute(folder)
        seen = set()
        for line in output.getvalue().splitlines():
            numbers = {int(n) for n in findall(r"\b1\d{6}\b", line)} & names.keys()
            seen |= {names[number] for number in numbers}
            if numbers and not line.endswith("NO"):
                print("agrees:", line)
        for name in sorted(set(names.values()) - seen):
            print("unseen:", name)
        print("exit", code)
        """#

    /// Writes the recomputation; returns the path of the program to run.
    private static func program(in folder: URL) throws -> String {
        for file in Certificate.recomputation {
            try Data(file.bytes).write(to: folder.appending(path: file.name))
        }
        return folder.appending(path: "recompute.py").path
    }

    private static func certify(_ kind: RandomLog, in folder: URL) async throws {
        let store = try SQLiteEvidenceStore(
            path: folder.appending(path: "log.sqlite").path, access: .readWrite)
        let input = kind.scene.input
        let feature = try await store.open(
            "demo", questions: [input.question], countingRule: .latest)
        try await kind.fill(store, feature)
        let assignments =
            input.split == nil
            ? Assignments() : try await store.assignments(of: feature, question: "kind")
        let slices = try await store.slices(of: feature, question: "kind", fields: ["region"])
        let verdict = try await VerdictScan(input, assignments: assignments, slices: slices)
            .verdict(on: feature, in: store)
        let terms = CertificateTerms(input)
        let start = (
            cases: CertifiedCases(terms, assignments: assignments, slices: slices),
            text: CertifiedCase.csvHeader(slices: slices.fields.count)
        )
        let table = try await store.fold(
            feature, question: "kind", paths: terms.paths, into: start
        ) { result, row in
            if let certified = result.cases.certified(row) {
                result.text += certified.csv(user: certified.user.map(\.description) ?? "")
            }
        }.text
        try store.close()
        try Data(table.utf8).write(to: folder.appending(path: "cases.csv"))
        try Data(verdict.json).write(to: folder.appending(path: "verdict.json"))
        try Data(terms.json(files: [], slices: slices)).write(
            to: folder.appending(path: "certificate.json"))
    }
}
