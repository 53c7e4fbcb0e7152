import Audits
import Testing

/// Few seeds, for speed; `assay study audits` prints the table with as many as one likes.
struct ScenarioTests {
    private struct Trial: Sendable, CustomTestStringConvertible {
        var audit: any Audit.Type
        var scenario: AuditScenario

        var testDescription: String { "\(audit.id.rawValue): \(scenario.description)" }
    }

    private static let seeds = 5

    private static let trials = AuditCatalogue.all.flatMap { audit in
        audit.scenarios.map { Trial(audit: audit, scenario: $0) }
    }

    @Test(arguments: trials.filter(\.scenario.mustNotFire))
    private func `nothing fires where nothing is wrong`(trial: Trial) {
        let row = AuditStudy.run(trial.audit, trial.scenario, seeds: 1...Self.seeds)
        #expect(row.fires == 0)
    }

    @Test(arguments: trials.filter { $0.scenario.kind == .fault(.strong) })
    private func `a strong fault is always found`(trial: Trial) {
        let row = AuditStudy.run(trial.audit, trial.scenario, seeds: 1...Self.seeds)
        #expect(row.fires == Self.seeds)
    }

    @Test(arguments: trials.filter { $0.scenario.kind == .fault(.medium) })
    private func `a fault of medium strength is found more often than not`(trial: Trial) {
        let row = AuditStudy.run(trial.audit, trial.scenario, seeds: 1...Self.seeds)
        #expect(row.fires * 2 > Self.seeds)
    }

    @Test func `every audit has faults of three strengths, no fault and a look-alike`() {
        for audit in AuditCatalogue.all {
            let kinds = Set(audit.scenarios.map(\.kind))
            let needed: Set<AuditScenario.Kind> = [
                .fault(.weak), .fault(.medium), .fault(.strong), .noFault, .lookAlike,
            ]
            #expect(kinds.isSuperset(of: needed), "\(audit.id)")
        }
    }

    @Test func `audits stand in the order of their ids, each once`() {
        let ids = AuditCatalogue.all.map { $0.id }
        #expect(ids == AuditID.allCases.filter(ids.contains))
    }
}
