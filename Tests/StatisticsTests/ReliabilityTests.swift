import Statistics
import Testing

struct ReliabilityTests {
    @Test(arguments: 1...20)
    func `an isotonic curve rises, and no other rising one fits better`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let x = (0..<50).map { _ in Double.random(in: 0...1, using: &generator) }
        let y = x.map { _ in Double.random(in: 0...1, using: &generator) }
        let fitted = try #require(IsotonicRegression(x: x, y: y))
        let order = x.indices.sorted { x[$0] < x[$1] }
        let values = order.map { fitted(x[$0]) }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
        // The projection on a cone: no direction inside it leads nearer.
        let residuals = order.map { y[$0] }.enumerated().map { $1 - values[$0] }
        #expect(abs(zip(residuals, values).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-9)
        var tail = 0.0
        for residual in residuals.reversed() {
            tail += residual
            #expect(tail <= 1e-9)
        }
    }

    @Test(arguments: 1...20)
    func `the parts of the Brier score make it up where bins hold one value`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let stated = [0.3, 0.55, 0.7, 0.9]
        let probabilities = (0..<400).map { stated[$0 % 4] }
        let outcomes = probabilities.map { Double.random(in: 0...1, using: &generator) < $0 }
        let curve = try #require(
            ReliabilityCurve(outcomes: outcomes, probabilities: probabilities, bins: 4))
        let brier = try #require(
            ProbabilityScores(outcomes: outcomes, probabilities: probabilities)
        ).brier
        #expect(curve.points.map(\.count) == [100, 100, 100, 100])
        let parts = curve.reliability - curve.resolution + curve.uncertainty
        #expect(isClose(parts, brier, within: 1e-9))
    }

    @Test func `what chance makes of the calibration error is what it is on average`() throws {
        var generator = SeededGenerator(seed: 7)
        let probabilities = (0..<300).map { 0.5 + 0.49 * Double($0) / 300 }
        var (sum, chance, off) = (0.0, 0.0, 0)
        for _ in 0..<400 {
            let outcomes = probabilities.map { Double.random(in: 0...1, using: &generator) < $0 }
            let curve = try #require(
                ReliabilityCurve(outcomes: outcomes, probabilities: probabilities))
            sum += curve.calibrationError
            chance += curve.errorByChance
            off += curve.points.contains(where: \.isOff) ? 1 : 0
        }
        #expect(isClose(sum / chance, 1, within: 0.03))
        // At most about one honest path in twenty is said to be off somewhere.
        #expect(off < 36)
    }
}
