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
                }, name: "a planned effect")
        }

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
        try Data(Certificate.recomputation).write(to: folder.appending(path: "recompute.py"))
        let program = folder.appending(path: "recompute.py").path
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
        let verdict = try await VerdictScan(input, assignments: assignments)
            .verdict(on: feature, in: store)
        let terms = CertificateTerms(input)
        let start = (
            cases: CertifiedCases(terms, assignments: assignments), text: CertifiedCase.csvHeader
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
        try Data(terms.json(files: [])).write(to: folder.appending(path: "certificate.json"))
    }
}
