import Statistics
import Testing

struct AgreementTests {
    @Test func `perfect agreement is 1 by every measure`() throws {
        let table = ContingencyTable([[7, 0], [0, 5]])
        #expect(rawAgreement(table) == 1)
        #expect(CohenKappa(table)?.value == 1)
        #expect(GwetAC1(table)?.value == 1)
        #expect(brennanPrediger(table) == 1)
        #expect(fleissKappa(RatingCounts(table)) == 1)
    }

    @Test func `a single category leaves chance-corrected agreement undefined`() {
        let table = ContingencyTable([[9]])
        #expect(rawAgreement(table) == 1)
        #expect(CohenKappa(table) == nil && GwetAC1(table) == nil)
        #expect(brennanPrediger(table) == nil && fleissKappa(RatingCounts(table)) == nil)
        #expect(krippendorffAlpha(units: [[1, 1], [1, 1]], level: .nominal) == nil)
    }

    @Test func `an empty table agrees about nothing`() {
        let table = ContingencyTable([[0, 0], [0, 0]])
        #expect(rawAgreement(table) == nil && rawAgreementEstimate(table) == nil)
        #expect(CohenKappa(table) == nil && GwetAC1(table) == nil)
        #expect(NoiseFloor(firstRun: [Int](), secondRun: [], other: []) == nil)
    }

    @Test func `one item gives AC1 without an error`() {
        let ac1 = GwetAC1(ContingencyTable([[1, 0], [0, 0]]))
        #expect(ac1?.value == 1 && ac1?.standardError == nil && ac1?.interval() == nil)
    }

    @Test(arguments: [
        [[118, 5], [2, 0]], [[3, 1, 0], [0, 4, 2], [5, 0, 0]], [[0, 7], [3, 0]],
        [[4, 0], [0, 4]],
        [[9, 0, 0], [0, 0, 0], [1, 0, 0]],
    ])
    func `AC1 by cells is AC1 by items`(counts: [[Int]]) throws {
        let table = ContingencyTable(counts)
        let byCells = try #require(GwetAC1(table))
        let byItems = try #require(GwetAC1(RatingCounts(table)))
        #expect(abs(byCells.value - byItems.value) < 1e-12)
        let errors = (byCells.standardError ?? -1, byItems.standardError ?? -1)
        #expect(abs(errors.0 - errors.1) < 1e-12)
        #expect(byCells.items == byItems.items)
    }

    @Test func `intervals hold their estimates`() throws {
        let table = ContingencyTable([[118, 5], [2, 0]])
        let kappa = try #require(CohenKappa(table))
        #expect(kappa.interval().contains(kappa.value))
        let ac1 = try #require(GwetAC1(table)?.estimate())
        #expect(ac1.interval.contains(ac1.value) && ac1.interval.upper <= 1)
        let raw = try #require(rawAgreementEstimate(table))
        #expect(raw.interval.contains(raw.value))
    }

    @Test func `a path that differs from itself as often is only noise`() throws {
        let noisy = try #require(
            NoiseFloor(firstRun: [1, 2, 3, 4], secondRun: [1, 2, 3, 5], other: [1, 2, 4, 4]))
        #expect(!noisy.isAboveNoise())
        let clear = try #require(
            NoiseFloor(firstRun: [1, 2, 3, 4], secondRun: [1, 2, 3, 4], other: [1, 1, 1, 4]))
        #expect(clear.isAboveNoise() && clear.relativeDifference == 100)
    }
}
