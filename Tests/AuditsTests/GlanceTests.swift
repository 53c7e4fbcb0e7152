import Audits
import Testing

/// What a verdict's audits read of a long log, and what that costs.
struct GlanceTests {
    @Test(arguments: [0, 1, 10_000, 19_999])
    func `a short log is read whole, at the usual chance of a false alarm`(count: Int) {
        let glance = AuditGlance(ofLogOf: count)
        #expect(glance.isWholeLog && glance.newest == nil && glance.observations == count)
        #expect(AuditBudget(start: glance.start).alpha(checks: 1) == AuditBudget().alpha(checks: 1))
    }

    @Test func `a long log is read from a beginning that stays for ten thousand observations`() {
        for count in stride(from: 20_000, to: 500_000, by: 777) {
            let glance = AuditGlance(ofLogOf: count)
            #expect((10_000..<20_000).contains(glance.observations))
            #expect((count - glance.observations) % 10_000 == 0)
            #expect(glance.start == (count - glance.observations) / 10_000)
        }
    }

    @Test func `all beginnings together spend no more than a log that is read whole`() {
        let whole = AuditBudget(questions: 2).alpha(checks: 3)
        let starts = (1...10_000).reduce(0) {
            $0 + AuditBudget(questions: 2, start: $1).alpha(checks: 3)
        }
        #expect(starts < whole && starts > 0.999 * whole)
    }
}
