import Audits
import Decisions
import Evidence
import Foundation
import JSONCodec
import Statistics
import Testing

/// Figures of the libraries that the audits' formulas come from.
struct ReferenceTests {
    private static func cases(_ file: String) throws -> [JSONValue] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let data = try Data(contentsOf: folder.appending(path: "Reference/\(file).json"))
        let value = try JSONValue(parsing: Array(data))
        return try #require(value.array)
    }

    private static func named(_ name: String, in file: String) throws -> [JSONValue] {
        let found = try cases(file).filter { $0["name"]?.string == name }
        try #require(!found.isEmpty)
        return found
    }

    private static func first(_ name: String, in file: String) throws -> JSONValue {
        let entries = try named(name, in: file)
        return try #require(entries.first)
    }

    private static func strings(_ value: JSONValue?) -> [String] {
        (value?.array ?? []).compactMap(\.string)
    }

    private static func integers(_ value: JSONValue?) -> [Int] {
        (value?.array ?? []).compactMap(\.int).map(Int.init)
    }

    private func expect(
        _ value: Double?, _ expected: JSONValue?, within tolerance: Double = 1e-9
    ) throws {
        let value = try #require(value)
        let expected = try #require(expected?.double)
        #expect(abs(value - expected) <= tolerance)
    }

    @Test func `ratios and differences of rates agree with statsmodels`() throws {
        for entry in try Self.named("ratio", in: "bias") {
            let counts = Self.integers(entry["inputs"])
            let first = ProportionSample(successes: counts[0], trials: counts[1])
            let second = ProportionSample(successes: counts[2], trials: counts[3])
            let ratio = proportionRatioInterval(first, second)
            try expect(ratio.lower, entry["expected"]?["low"])
            try expect(ratio.upper, entry["expected"]?["high"])
            try expect(equalProportionsP(first, second), entry["expected"]?["p"])
            let gap = newcombeIndependentInterval(first, second)
            try expect(gap.lower, entry["expected"]?["gap_low"])
            try expect(gap.upper, entry["expected"]?["gap_high"])
        }
    }

    /// fairlearn gives the widest gaps; held against the group of the highest rate, so does A7.
    @Test func `gaps between groups agree with fairlearn`() throws {
        let entry = try Self.first("fairness", in: "bias")
        let groups = try #require(entry["inputs"]?.object)
        var scope = AuditScope(
            feature: "f", question: .predicate("q", instructions: ""),
            now: Timestamp(microseconds: 0))
        scope.settings.groups = ["group"]
        scope.settings.reference = ["group": "c"]
        var run = AuditRun([BiasAudit.self], scopes: [scope], material: AuditMaterial())
        var number = 0
        for group in groups.members {
            let counts = Self.integers(group.value)
            let kinds = [(true, true), (true, false), (false, false), (false, true)]
            for (count, (answer, truth)) in zip(counts, kinds) {
                for _ in 0..<count {
                    run.append(
                        .of(number, group: group.key, answer: answer, truth: truth))
                    number += 1
                }
            }
        }
        let finding = try #require(run.findings().first)
        func extreme(_ measure: String) -> (low: Double, high: Double) {
            let values = finding.parts.filter { $0.name.contains(measure) }
                .compactMap(\.estimate)
            return (values.min() ?? 0, values.max() ?? 0)
        }
        let expected = entry["expected"]
        try expect(extreme("selection rate").low, expected?["demographic_parity_ratio"])
        let hits = extreme("true positive rate")
        let gap = max(0, hits.high) - min(0, hits.low)
        try expect(gap, expected?["equal_opportunity_difference"])
        let alarms = extreme("false positive rate")
        let odds = max(gap, max(0, alarms.high) - min(0, alarms.low))
        try expect(odds, expected?["equalized_odds_difference"])
    }

    @Test func `a gap in selection says how the outcomes differ`() throws {
        var scope = AuditScope(
            feature: "f", question: .predicate("q", instructions: ""),
            now: Timestamp(microseconds: 0))
        scope.settings.reference = ["group": "many"]
        var run = AuditRun([BiasAudit.self], scopes: [scope], material: AuditMaterial())
        for number in 0..<400 {
            // Always right: a fifth of the one group, half of the other.
            let isMany = number.isMultiple(of: 2)
            let isGood = (number / 2).isMultiple(of: isMany ? 2 : 5)
            run.append(
                .of(number, group: isMany ? "many" : "few", answer: isGood, truth: isGood))
        }
        let finding = try #require(run.findings().first)
        #expect(finding.sentence.hasSuffix("By the outcomes `true` was right 0.40 times as often."))
    }

    @Test func `runs of 13 words are found where lm-eval finds them`() throws {
        let entry = try Self.first("13-gram", in: "contamination")
        let eval = Self.strings(entry["inputs"]?["eval"])
        let training = Self.strings(entry["inputs"]?["training"])
        let expected = (entry["expected"]?.array ?? []).compactMap(\.bool)
        let known = Set(training.flatMap { TextTokens($0).runs(13) })
        let found = eval.map { !known.isDisjoint(with: TextTokens($0).runs(13)) }
        #expect(found == expected)
        // The audit's own search finds these, and near-copies besides.
        let index = ContaminationIndex(eval)
        let items = Set(training.flatMap { index.matches(of: $0).keys })
        #expect(items.isSuperset(of: expected.indices.filter { expected[$0] }))
    }

    @Test func `the estimate of Jaccard's similarity is as near as datasketch's`() throws {
        let entry = try Self.first("jaccard", in: "contamination")
        let pairs = try #require(entry["inputs"]?.array)
        let figures = try #require(entry["expected"]?.array)
        for (pair, expected) in zip(pairs, figures) {
            let texts = Self.strings(pair)
            let (a, b) = (Set(TextTokens(texts[0]).runs(5)), Set(TextTokens(texts[1]).runs(5)))
            let exact = Double(a.intersection(b).count) / Double(a.union(b).count)
            try expect(exact, expected[0])
            let first = try #require(MinHash(a))
            let second = try #require(MinHash(b))
            // Four standard errors of 128 permutations.
            let tolerance = 4 * (exact * (1 - exact) / 128).squareRoot() + 1e-9
            #expect(abs(first.similarity(second) - exact) <= tolerance)
            #expect(abs((expected[1]?.double ?? 2) - exact) <= tolerance)
        }
    }

    /// Evidently's index counts shares as they are, ours adds half a case to every bin.
    ///
    /// An empty bin so does no harm; without one the two differ in the third decimal.
    @Test func `drift of a field agrees with scipy and Evidently`() throws {
        let entry = try Self.first("categories", in: "staleness")
        let evidently = try Self.first("evidently", in: "staleness")
        func counts(_ key: String) -> [Int] {
            entry["inputs"]?[key]?.object?.members.compactMap { $0.value.int.map(Int.init) } ?? []
        }
        let (reference, current) = (counts("reference"), counts("current"))
        let distance = try #require(
            DistributionDistance(reference.map(Double.init), current.map(Double.init)))
        try expect(distance.jensenShannonDistance, entry["expected"]?["js_distance"])
        try expect(distance.jensenShannonDistance, evidently["expected"]?["js_distance"])
        try expect(
            IndependenceTest([reference, current])?.pearson.p, entry["expected"]?["chi2_p"])
        let smoothed = PopulationStability(reference: reference, current: current)
        try expect(smoothed?.index, evidently["expected"]?["psi"], within: 0.01)
        let plain = PopulationStability(
            reference: reference, current: current, emptyBins: .share(1e-4))
        try expect(plain?.index, evidently["expected"]?["psi"])
    }
}

extension LoggedObservation {
    /// A replayed case with a group, an answer of the heuristic and a truth.
    static func of(
        _ number: Int, group: String? = nil, answer: Bool, truth: Bool?, user: String? = nil
    ) -> LoggedObservation {
        let at = Timestamp(microseconds: Int64(number) * 60_000_000)
        return LoggedObservation(
            seq: Int64(number), id: EvidenceID(high: 0, low: UInt64(number)), question: "q",
            caseID: "\(number)", caseNumber: number, time: at, loggedAt: at, environment: .replay,
            user: user, groups: group.map { ["group": $0] } ?? [:],
            answers: [
                LoggedAnswer(
                    path: "heuristic", version: ContentHash(high: 0, low: 0), value: .flag(answer))
            ],
            outcomes: truth.map {
                [LoggedOutcome(value: .flag($0), source: "human", receivedAt: at)]
            } ?? [])
    }
}
