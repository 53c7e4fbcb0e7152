import Decisions
import Evidence
import Statistics
import Testing

@testable import Verdicts

/// Somebody looks after every case, and decides as soon as anything looks decided.
struct WatchingTests {
    /// Two paths that are wrong equally often cost the same, so that any claim is a false one.
    @Test func `equal paths, watched after every case, hardly ever give a false verdict`() {
        var generator = SeededGenerator(seed: 20_260_101)
        var input = Scene().input
        input.economics = Economics(wrong: 10)
        input.challengers = [.model]
        input.model?.price = .free
        let streams = 400
        var falseClaims = 0
        for _ in 0..<streams where isDecided(input, cases: 120, &generator) { falseClaims += 1 }
        // Both directions together may err in a share alpha · 6/π² of the streams.
        #expect(Double(falseClaims) <= 0.05 * Double(streams))
    }

    private func isDecided(
        _ input: VerdictInput, cases: Int, _ generator: inout SeededGenerator
    ) -> Bool {
        var evidence = OrderedEvidence(
            input, isPriceUnknown: false, isBetting: false)
        for number in 0..<cases {
            // Right in three cases of four, each path for itself.
            let heuristic = UInt16(generator.next() % 4 == 0 ? 1 : 0)
            let model = UInt16(generator.next() % 4 == 0 ? 1 : 0)
            evidence.append(
                CaseRecord(
                    time: 0, user: 0, price: 0, caseNumber: UInt32(number), heuristicSeconds: 0,
                    modelSeconds: 0, inclusion: 1, truth: 0, heuristic: heuristic, model: model,
                    isPriceMissing: false))
            if let limits = evidence[.model]?.limits, !limits.contains(0) { return true }
        }
        return false
    }

    @Test func `a real advantage, watched after every case, is found`() {
        var generator = SeededGenerator(seed: 5)
        var input = Scene().input
        input.challengers = [.model]
        var found = 0
        for _ in 0..<20 {
            var evidence = OrderedEvidence(
                input, isPriceUnknown: false, isBetting: false)
            for number in 0..<400 {
                // Right in three cases of four against always.
                let heuristic = UInt16(generator.next() % 4 == 0 ? 1 : 0)
                evidence.append(
                    CaseRecord(
                        time: 0, user: 0, price: 0.001, caseNumber: UInt32(number),
                        heuristicSeconds: 0, modelSeconds: 0, inclusion: 1, truth: 0,
                        heuristic: heuristic, model: 0, isPriceMissing: false))
            }
            if let limits = evidence[.model]?.limits, limits.lower > 0 { found += 1 }
        }
        #expect(found >= 18)
    }

    @Test func `users who bring many like cases do not pass for many cases`() {
        var generator = SeededGenerator(seed: 11)
        var input = Scene().input
        input.economics = Economics(wrong: 10)
        input.challengers = [.model]
        input.model?.price = .free
        var falseClaims = 0
        for _ in 0..<200 {
            var evidence = OrderedEvidence(
                input, isPriceUnknown: false, isBetting: false)
            var isDecided = false
            for user in 1...40 where !isDecided {
                // All ten cases of a user go the same way; the paths are equally good.
                let heuristic = UInt16(generator.next() % 2)
                for number in 0..<10 {
                    evidence.append(
                        CaseRecord(
                            time: 0, user: UInt64(user), price: 0, caseNumber: UInt32(number),
                            heuristicSeconds: 0, modelSeconds: 0, inclusion: 1, truth: 0,
                            heuristic: heuristic, model: 1 - heuristic, isPriceMissing: false))
                }
                if let limits = evidence[.model]?.limits { isDecided = !limits.contains(0) }
            }
            if isDecided { falseClaims += 1 }
        }
        #expect(falseClaims <= 10)
    }
}
