import Statistics
import Testing

struct MultiplicityTests {
    @Test(arguments: 1...40)
    func `adjusted p-values keep their order of strictness`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let p = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
            Double.random(in: 0...0.2, using: &generator)
        }
        let bonferroni = bonferroniAdjusted(p)
        let holm = holmAdjusted(p)
        let hommel = hommelAdjusted(p)
        let discovery = benjaminiHochbergAdjusted(p)
        for index in p.indices {
            let slack = 1e-12
            #expect(discovery[index] <= hommel[index] + slack)
            #expect(hommel[index] <= holm[index] + slack)
            #expect(holm[index] <= bonferroni[index] + slack)
            #expect(p[index] <= discovery[index] + slack && bonferroni[index] <= 1)
            #expect(discovery[index] <= benjaminiYekutieliAdjusted(p)[index] + slack)
        }
    }

    @Test func `no tests give no adjusted values`() {
        #expect(holmAdjusted([]).isEmpty && hommelAdjusted([]).isEmpty)
        #expect(benjaminiHochbergAdjusted([]).isEmpty && eBenjaminiHochberg([], alpha: 0.1).isEmpty)
    }

    @Test func `e-BH rejects a set that is as large as its e-values allow`() {
        #expect(eBenjaminiHochberg([10, 10], alpha: 0.1) == [0, 1])
        #expect(eBenjaminiHochberg([10, 9], alpha: 0.1).isEmpty)
        #expect(eBenjaminiHochberg([20, 9], alpha: 0.1) == [0])
    }
}
