import Audits
import Testing

/// Some weeks of one year, for speed; `assay study audits` looks at as many years as one likes.
struct HealthyYearTests {
    private static let days = 90

    @Test func `no audit voids a verdict on a healthy feature, whatever day one looks`() {
        var years = HealthyYears()
        years.append([BiasAudit.self, ContaminationAudit.self], seed: 1, days: Self.days)
        #expect(years.years == 1)
        #expect(years.voidedYears == 0)
        #expect(years.rows[.bias]?.days.values.reduce(0, +) == Self.days)
        #expect(years.rows[.contamination]?.days == [.ok: Self.days])
    }

    @Test func `audits that void nothing stay quiet too, whatever day one looks`() {
        var years = HealthyYears()
        years.append([ProfileDecayAudit.self, FlywheelAudit.self], seed: 1, days: Self.days)
        #expect(years.rows[.profileDecay]?.firedYears == 0)
        #expect(years.rows[.flywheel]?.firedYears == 0)
    }

    @Test func `years add up, whoever has looked at them`() {
        var (first, second, both) = (HealthyYears(), HealthyYears(), HealthyYears())
        first.append([BiasAudit.self], seed: 1, days: Self.days)
        second.append([BiasAudit.self], seed: 2, days: Self.days)
        both.append([BiasAudit.self], seed: 1, days: Self.days)
        both.append([BiasAudit.self], seed: 2, days: Self.days)
        first += second
        #expect(first.years == both.years)
        #expect(first.rows == both.rows)
    }
}
