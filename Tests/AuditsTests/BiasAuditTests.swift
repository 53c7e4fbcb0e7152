import Audits
import Testing

struct BiasAuditTests {
    @Test(arguments: BiasAudit.scenarios.filter(\.mustNotFire))
    func `no fault and no look-alike is found on fixed seeds`(scenario: AuditScenario) {
        let row = AuditStudy.run(BiasAudit.self, scenario, seeds: 20)
        #expect(row.fires == 0, "\(scenario.description)")
    }

    @Test(arguments: [
        (AuditScenario.Strength.weak, 3), (.medium, 18), (.strong, 20),
    ])
    func `a planted gap is found the oftener the wider it is`(
        strength: AuditScenario.Strength, least: Int
    ) throws {
        let scenario = try #require(
            BiasAudit.scenarios.first { $0.kind == .fault(strength) })
        #expect(AuditStudy.run(BiasAudit.self, scenario, seeds: 20).fires >= least)
    }
}
