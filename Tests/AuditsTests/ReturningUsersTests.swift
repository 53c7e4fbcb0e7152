import Audits
import Evidence
import Testing

/// Users who come back: what they ask today counts, and a user is no crowd.
struct ReturningUsersTests {
    /// So many that each comes about once in four weeks.
    private static let users = 115
    private static let audits: [any Audit.Type] = [StalenessAudit.self, RetrogradeAudit.self]

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

    private static func status(_ audit: any Audit.Type, _ sample: AuditSample)
        -> AuditFinding.Status
    {
        var run = AuditRun([audit], scopes: [sample.scope], material: sample.material)
        for observation in sample.observations { run.append(observation) }
        return run.findings()[0].status
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
