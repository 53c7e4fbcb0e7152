import Statistics
import Testing

struct SelfDisagreementTests {
    private func estimate(_ items: [String]) throws -> Estimate {
        var disagreement = SelfDisagreement()
        for item in items { disagreement.append(Array(item)) }
        return try #require(disagreement.estimate())
    }

    @Test(
        arguments: [
            // (2, 2, 1) of 5: 1 − (2 + 2)/20.
            (["aabbc"], 0.8), (["ab"], 1), (["aaa"], 0), (["aab"], 2.0 / 3),
            // 0, 1/2, 2/3 and 1 of the pairs of four answers.
            (["aaaa", "aaab", "aabb", "abcd"], 13.0 / 24),
        ] as [([String], Double)])
    func `every pair of an item's answers counts, and every item alike`(
        items: [String], share: Double
    ) throws {
        #expect(abs(try estimate(items).value - share) < 1e-15)
    }

    @Test func `four answers an item are worth more than two`() throws {
        // s² = 25/192, n* = 4 · (143/576)/(25/192) = 7.6267 of at most 8; then Wilson's formula.
        let interval = try estimate(["aaaa", "aaab", "aabb", "abcd"]).interval
        #expect(abs(interval.lower - 0.238_996_407_692_805_9) < 1e-12)
        #expect(abs(interval.upper - 0.816_422_898_300_663_8) < 1e-12)
    }

    @Test func `three answers an item share one of them in any two pairs, so items count once`()
        throws
    {
        // n* would be 7.4, but no item has two pairs without a common answer: 4.
        let interval = try estimate(["aaa", "aab", "aab", "abc"]).interval
        #expect(abs(interval.lower - 0.195_036_353_151_410_27) < 1e-12)
        #expect(abs(interval.upper - 0.889_981_840_772_823_3) < 1e-12)
    }

    @Test func `a thousand equal answers to one item prove little about the next`() throws {
        let estimate = try estimate([String(repeating: "a", count: 1000), "bb"])
        #expect(estimate.interval == wilsonInterval(successes: 0, trials: 2))
    }

    @Test func `one answer says nothing`() {
        var disagreement = SelfDisagreement()
        disagreement.append(["a"])
        disagreement.append([String]())
        #expect(disagreement.items == 0 && disagreement.estimate() == nil)
    }

    @Test(arguments: 1...20)
    func `two answers an item are a proportion of items`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var disagreement = SelfDisagreement()
        var differing = 0
        let count = Int.random(in: 1...60, using: &random)
        for _ in 0..<count {
            let pair = (0..<2).map { _ in Int.random(in: 0..<3, using: &random) }
            if pair[0] != pair[1] { differing += 1 }
            disagreement.append(pair)
        }
        let estimate = try #require(disagreement.estimate())
        let wilson = wilsonInterval(successes: differing, trials: count)
        #expect(abs(estimate.value - Double(differing) / Double(count)) < 1e-12)
        #expect(abs(estimate.interval.lower - wilson.lower) < 1e-9)
        #expect(abs(estimate.interval.upper - wilson.upper) < 1e-9)
    }

    @Test(arguments: 1...20)
    func `order and names of answers make no difference`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let items = (0..<15).map { _ in
            (0..<Int.random(in: 2...7, using: &random)).map { _ in
                Int.random(in: 0..<4, using: &random)
            }
        }
        var first = SelfDisagreement()
        var second = SelfDisagreement()
        for item in items {
            first.append(item)
            second.append(item.shuffled(using: &random).map { "\(9 - $0)" })
        }
        #expect(first == second)
        let interval = try #require(first.estimate()).interval
        #expect(0 <= interval.lower && interval.upper <= 1)
    }
}
