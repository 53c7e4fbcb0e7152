import Decisions
@testable import Evidence
import Foundation
import Statistics
import Testing
@testable import Verdicts

/// A log that is read on several cores gives the verdict that its rows give one by one.
struct ScanTests {
    @Test(arguments: RandomLog.all)
    func `what is read in stretches is what the rows give`(kind: RandomLog) async throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "scan-\(UUID().uuidString).sqlite")
        defer {
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: file.path + suffix)
            }
        }
        let store = try SQLiteEvidenceStore(path: file.path, access: .readWrite)
        let input = kind.scene.input
        let feature = try await store.open(
            "demo", questions: [input.question], countingRule: .latest)
        try await kind.fill(store, feature)
        let assignments =
            input.split == nil
            ? Assignments() : try await store.assignments(of: feature, question: "kind")
        let slices = try await store.slices(of: feature, question: "kind", fields: ["region"])
        let rows = try await store.fold(
            feature, question: "kind", paths: [input.heuristic.version, Scene.version("model")],
            into: VerdictAccumulator(input, assignments: assignments, slices: slices)
        ) { $0.append($1) }.finish()
        let scan = VerdictScan(input, assignments: assignments, slices: slices, blocks: 1)
        let read = try await scan.verdict(on: feature, in: store)
        try store.close()
        #expect(rows.counts.cases > 500)
        #expect(String(describing: read) == String(describing: rows))
    }

    /// More cases than the frontier keeps, in parts of which some know how many there will be.
    @Test func `surveys of parts join to that of all`() throws {
        let scene = Scene()
        var generator = SeededGenerator(seed: 3)
        var made = Scene()
        for number in 0..<45_000 {
            let truth = Int.random(in: 0...1, using: &generator)
            made.add(
                truth: number % 11 == 0 ? nil : truth,
                heuristic: number % 5 == 0 ? .abstains : .says(number % 2), model: .says(truth),
                day: Int64(number / 50), user: UInt64(number % 7))
        }
        let rows = made.rows
        var whole = CaseSurvey(scene.input)
        for row in rows { _ = whole.append(row) }
        var joined = CaseSurvey(scene.input)
        for start in stride(from: 0, to: rows.count, by: 4_500) {
            let known = start % 9_000 == 0 ? joined.frontier.halvings : 0
            var part = CaseSurvey(scene.input, halvings: known)
            for row in rows[start..<(start + 4_500)] { _ = part.append(row) }
            joined.join(part)
        }
        #expect(whole.frontier.halvings > 0)
        #expect(String(describing: joined) == String(describing: whole))
    }

    @Test func `a set of users knows whom it has seen`() {
        var set = UserSet()
        var known: Set<UInt64> = []
        var generator = SeededGenerator(seed: 9)
        for number in 0..<50_000 {
            // Both fingerprints that are random and those that are not.
            let user =
                number % 2 == 0
                ? UInt64.random(in: 1...20_000, using: &generator) : generator.next() | 1
            #expect(set.insert(user) == known.insert(user).inserted)
        }
    }
}
