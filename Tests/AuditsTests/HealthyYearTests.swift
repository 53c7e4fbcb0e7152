import Audits
import Testing

/// One year, for speed; `assay study audits` looks at as many as one likes.
struct HealthyYearTests {
    @Test func `no audit voids a verdict on a healthy feature, whatever day one looks`() {
        var years = HealthyYears()
        years.append([BiasAudit.self, ContaminationAudit.self], seed: 1)
        #expect(years.years == 1)
        #expect(years.voidedYears == 0)
        #expect(years.rows[.bias]?.days.values.reduce(0, +) == HealthyYears.days)
        #expect(years.rows[.contamination]?.days == [.ok: HealthyYears.days])
    }

    @Test func `years add up, whoever has looked at them`() {
        var (first, second, both) = (HealthyYears(), HealthyYears(), HealthyYears())
        first.append([BiasAudit.self], seed: 1)
        second.append([BiasAudit.self], seed: 2)
        both.append([BiasAudit.self], seed: 1)
        both.append([BiasAudit.self], seed: 2)
        first += second
        #expect(first.years == both.years)
        #expect(first.rows == both.rows)
    }
}
