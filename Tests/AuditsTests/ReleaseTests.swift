import Audits
import Decisions
@testable import Evidence
import JSONCodec
import Testing

/// What audits say of releases: gains that nobody sees live, and rules that were tuned on the test.
struct ReleaseTests {
    private static let day: Int64 = 86_400_000_000

    private static func time(_ day: Int) -> Timestamp {
        Timestamp(microseconds: 1_767_225_600_000_000 + Int64(day) * Self.day)
    }

    private static func scope(versions: [String: ContentHash] = [:]) -> AuditScope {
        AuditScope(
            feature: "f", question: .predicate("q", instructions: ""),
            fields: [
                FieldDefinition(name: "plan", type: .string),
                FieldDefinition(name: "text", type: .string),
            ], versions: versions, now: time(60))
    }

    /// A live case a tenth of a day, right where `isRight` says so.
    private static func live(_ number: Int, isRight: Bool) -> LoggedObservation {
        let at = Timestamp(microseconds: time(0).microseconds + Int64(number) * day / 10)
        return LoggedObservation(
            seq: Int64(number), id: EvidenceID(high: 0, low: UInt64(number)), question: "q",
            caseID: "\(number)", caseNumber: number, time: at, loggedAt: at, environment: .live,
            input: Array("{\"plan\":\"\(number % 2 == 0 ? "free" : "pro")\"}".utf8),
            shown: .flag(isRight),
            outcomes: [LoggedOutcome(value: .flag(true), source: "human", receivedAt: at)])
    }

    /// Two releases, a month apart: 80 and then 92 of 100 eval items are right.
    private static var history: [DatasetRow] {
        [("v1", 0, 80), ("v2", 30, 92)].flatMap { version, day, right in
            (0..<100).map { item in
                DatasetRow(
                    line: item + 1,
                    [
                        "version": .string(version), "time": .string(time(day).description),
                        "correct": .bool(item < right),
                    ])
            }
        }
    }

    private static func finding(liveBefore: Int, liveAfter: Int) throws -> AuditFinding {
        let eval = (0..<300).map { line in
            DatasetRow(
                line: line + 1,
                [
                    "plan": .string(line % 2 == 0 ? "free" : "pro"),
                    "time": .string(time(-1).description),
                ])
        }
        let material = AuditMaterial(
            datasets: AuditDatasets([
                .eval: Dataset(files: [("eval.jsonl", eval)]),
                .history: Dataset(files: [("history.jsonl", history)]),
            ]))
        var run = AuditRun([StalenessAudit.self], scopes: [scope()], material: material)
        for number in 0..<600 {
            let right = number < 300 ? liveBefore : liveAfter
            run.append(live(number, isRight: number % 100 < right))
        }
        return try #require(run.findings().first)
    }

    @Test func `an eval score that rises while live accuracy stays is worth a watch`() throws {
        let finding = try Self.finding(liveBefore: 80, liveAfter: 80)
        #expect(finding.status == .watch)
        #expect(
            finding.sentence.hasSuffix(
                "since `v1` the eval score has moved by 12 points and live accuracy by 0."))
        let part = try #require(finding.parts.last)
        #expect(part.estimate.map { abs($0 - 0.12) < 1e-9 } == true)
        #expect(finding.windows.map(\.name) == ["2026-01-01, v1", "2026-01-31, v2"])
    }

    @Test func `a gain that people see too is none`() throws {
        let part = try #require(try Self.finding(liveBefore: 80, liveAfter: 92).parts.last)
        #expect(part.status == .ok)
        #expect(part.estimate.map { abs($0) < 1e-9 } == true)
    }

    @Test(arguments: [(70, AuditFinding.Status.watch), (90, .ok)])
    func `rules that know only the questions from before their change are told`(
        rightAfter: Int, expected: AuditFinding.Status
    ) throws {
        let (old, new) = (ContentHash(high: 0, low: 1), ContentHash(high: 0, low: 2))
        let versions = [(old, 0), (new, 30)].map { version, day in
            LoggedVersion(
                path: PathVersion(path: "heuristic", version: version), answers: [100],
                firstLoggedAt: Self.time(day).microseconds)
        }
        let eval = (0..<200).map { line in
            DatasetRow(
                line: line + 1,
                [
                    "text": .string("question \(line) about \(line * 7) and \(line * 31)"),
                    "time": .string(Self.time(line < 100 ? 10 : 40).description),
                    "correct": .bool(line % 100 < (line < 100 ? 90 : rightAfter)),
                ])
        }
        let training = [DatasetRow(line: 1, ["text": "nothing that anybody asks here at all"])]
        let material = AuditMaterial(
            datasets: AuditDatasets([
                .eval: Dataset(files: [("eval.jsonl", eval)]),
                .training: Dataset(files: [("train.jsonl", training)]),
            ]), versions: versions)
        let run = AuditRun(
            [ContaminationAudit.self], scopes: [Self.scope(versions: ["heuristic": new])],
            material: material)
        let finding = try #require(run.findings().first)
        #expect(finding.status == expected)
        #expect(finding.parts.last?.n == 200)
        #expect(finding.sentence.contains("tuned") == (expected == .watch))
    }
}
