import Audits
import Decisions
import Evidence
import Statistics
import Testing

/// Users who come back: what they ask today counts, and a user is no crowd.
struct ReturningUsersTests {
    /// So many that each comes about once in four weeks.
    private static let users = 115
    private static let audits: [any Audit.Type] = [StalenessAudit.self, RetrogradeAudit.self]

    /// 700 users with a case in each of six stretches of four weeks; `gap` is by how much less often
    /// group b is approved in the last two.
    private static func approvals(gap: Double, seed: UInt64) -> AuditSample {
        var generator = SeededGenerator(seed: seed)
        let question = Question.predicate("approve", instructions: "Approve?")
        let start = Timestamp(microseconds: 0), day: Int64 = 86_400_000_000
        let habits = (0..<700).map { _ in Double.random(in: 0..<1, using: &generator) }
        let observations = (0..<6 * 700).map { index in
            let (round, user) = (index / 700, index % 700)
            let group = user % 3 == 0 ? "b" : "a"
            let rate = 0.4 - (group == "b" && round >= 4 ? gap : 0)
            let at = Timestamp(
                microseconds: start.microseconds + (Int64(round) * 28 + Int64(user / 30)) * day)
            return LoggedObservation(
                seq: Int64(index), id: EvidenceID(high: seed, low: UInt64(index)),
                question: question.name, caseID: "\(index)", caseNumber: index, time: at,
                loggedAt: at, environment: .live, user: "u\(user)", groups: ["group": group],
                answers: [
                    LoggedAnswer(
                        path: "heuristic", version: ContentHash(high: 0, low: 0),
                        value: .flag(habits[user] < rate))
                ], outcomes: [])
        }
        let now = Timestamp(microseconds: start.microseconds + 168 * day)
        return AuditSample(
            AuditScope(feature: "study", question: question, now: now), observations: observations)
    }

    @Test func `a gap that comes to users who were all here before fires, and says since when`() {
        let sample = Self.approvals(gap: 0.3, seed: 3)
        let finding = Self.finding(BiasAudit.self, sample)
        #expect(finding.status == .fires, "\(finding.sentence)")
        #expect(finding.sentence.contains("in cases since 1970-05-21"), "\(finding.sentence)")
    }

    @Test func `users of equal groups who come back with their habits never fire`() {
        for seed in 1...40 as ClosedRange<UInt64> {
            let finding = Self.finding(BiasAudit.self, Self.approvals(gap: 0, seed: seed))
            #expect(finding.status != .fires, "seed \(seed): \(finding.sentence)")
        }
    }

    private static func sample(
        _ audit: any Audit.Type, _ kind: AuditScenario.Kind, seed: UInt64
    ) throws -> AuditSample {
        let scenario = try #require(audit.scenarios.first { $0.kind == kind })
        var sample = scenario.sample(seed: seed)
        for index in sample.observations.indices {
            sample.observations[index].user = "u\(index % users)"
        }
        return sample
    }

    private static func finding(
        _ audit: any Audit.Type, _ sample: AuditSample
    ) -> AuditFinding {
        var run = AuditRun([audit], scopes: [sample.scope], material: sample.material)
        for observation in sample.observations { run.append(observation) }
        return run.findings()[0]
    }

    private static func status(_ audit: any Audit.Type, _ sample: AuditSample)
        -> AuditFinding.Status
    {
        finding(audit, sample).status
    }

    @Test(arguments: audits.indices)
    func `a change among users who were all here before fires`(_ audit: Int) throws {
        let sample = try Self.sample(Self.audits[audit], .fault(.strong), seed: 1)
        #expect(Self.status(Self.audits[audit], sample) == .fires)
    }

    @Test(arguments: audits.indices)
    func `users who come back as they were never fire, though their cases are alike`(_ audit: Int)
        throws
    {
        for seed in 1...40 as ClosedRange<UInt64> {
            var sample = try Self.sample(Self.audits[audit], .noFault, seed: seed)
            for index in sample.observations.indices where index >= Self.users {
                sample.observations[index].input = sample.observations[index % Self.users].input
            }
            #expect(Self.status(Self.audits[audit], sample) != .fires, "seed \(seed)")
        }
    }
}
