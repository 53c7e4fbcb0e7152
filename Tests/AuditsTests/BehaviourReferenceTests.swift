import Audits
import Decisions
import Evidence
import Foundation
import JSONCodec
import Statistics
import Testing

/// Figures of the libraries behind A5, A8, A9 and A10; `behaviour.py` writes them.
struct BehaviourReferenceTests {
    private static func named(_ name: String) throws -> [JSONValue] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let data = try Data(contentsOf: folder.appending(path: "Reference/behaviour.json"))
        let found = (try JSONValue(parsing: Array(data)).array ?? [])
            .filter { $0["name"]?.string == name }
        try #require(!found.isEmpty)
        return found
    }

    private func numbers(_ value: JSONValue?) -> [Double] {
        (value?.array ?? []).compactMap(\.double)
    }

    private func expect(_ value: Double?, _ expected: JSONValue?) throws {
        let value = try #require(value)
        let expected = try #require(expected?.double)
        #expect(abs(value - expected) <= 1e-9 * max(1, abs(expected)))
    }

    /// The hidden side of A5, as its own part says it.
    @Test func `the holdout's rate is the SNIPW of obp`() throws {
        let entry = try #require(try Self.named("snips").first)
        let holdout = numbers(entry["inputs"]?["holdout"])
        let reward = numbers(entry["inputs"]?["reward"])
        let scope = AuditScope(
            feature: "f", question: .predicate("q", instructions: ""),
            now: Timestamp(microseconds: 0))
        var run = AuditRun([PoisoningAudit.self], scopes: [scope], material: AuditMaterial())
        for number in 0..<(2 * reward.count) {
            let isHidden = number < reward.count
            let at = Timestamp(microseconds: Int64(number))
            let place = number % reward.count
            run.append(
                LoggedObservation(
                    seq: 0, id: EvidenceID(high: 0, low: UInt64(number)), question: "q",
                    caseID: "\(number)", caseNumber: number, time: at, loggedAt: at,
                    environment: .live, shown: .flag(true),
                    marks: LiveMarks(holdoutProbability: holdout[place], isHidden: isHidden),
                    outcomes: [
                        LoggedOutcome(
                            value: .flag(reward[place] == 1), source: "human", receivedAt: at)
                    ]))
        }
        for number in reward.indices {
            let event = Event(
                clientID: "\(number)", kind: .shown, subject: .case("\(number)"),
                value: .flag(false))
            run.append(
                LoggedEvent(
                    seq: 0, id: EvidenceID(high: 1, low: UInt64(number)), event: event,
                    receivedAt: Timestamp(microseconds: 0)))
        }
        let finding = try #require(run.findings().first)
        let part = try #require(finding.parts.first { $0.name.hasSuffix("hidden") })
        try expect(part.estimate, entry["expected"])
    }

    @Test func `a memory with a half-life is the weighted mean of pandas`() throws {
        for entry in try Self.named("ewm") {
            let halfLife = try #require(entry["inputs"]?["halflife"]?.double)
            var memory = ProfileMemory(halfLife: halfLife, categories: 2)
            let days = numbers(entry["inputs"]?["days"])
            for (day, hit) in zip(days, numbers(entry["inputs"]?["hits"])) {
                memory.advance(to: day)
                memory.remember(Int(hit))
            }
            try expect(
                memory.probability(of: 1, prior: 0.5, worth: 0), entry["expected"])
        }
    }

    @Test func `entropy, divergence and distance agree with scipy`() throws {
        for entry in try Self.named("entropy") {
            let p = numbers(entry["inputs"]?["p"])
            let q = numbers(entry["inputs"]?["q"])
            try expect(Variety.entropy(p.map { Int($0) }), entry["expected"]?["entropy"])
            try expect(
                Variety.miscalibration(asked: p.map { Int($0) }, surfaced: q.map { Int($0) }),
                entry["expected"]?["kl"])
            let distance = DistributionDistance(p, q)
            try expect(distance?.jensenShannonDistance, entry["expected"]?["js"])
        }
    }

    @Test func `trends agree with pymannkendall`() throws {
        for entry in try Self.named("mann-kendall") {
            let test = try #require(MannKendall(numbers(entry["inputs"])))
            try expect(Double(test.s), entry["expected"]?["s"])
            try expect(test.z, entry["expected"]?["z"])
            try expect(test.p, entry["expected"]?["p"])
            try expect(test.slope, entry["expected"]?["slope"])
        }
    }

    @Test func `edit distances agree with rapidfuzz`() throws {
        for entry in try Self.named("edit") {
            let texts = (entry["inputs"]?.array ?? []).compactMap(\.string)
            try expect(normalizedEditDistance(texts[0], texts[1]), entry["expected"])
        }
    }

    @Test func `lags agree with lifelines`() throws {
        for entry in try Self.named("kaplan-meier") {
            let times = numbers(entry["inputs"]?["times"])
            let happened = (entry["inputs"]?["happened"]?.array ?? []).compactMap(\.bool)
            let curve = KaplanMeier(zip(times, happened).map { (time: $0, happened: $1) })
            #expect(curve.median == entry["expected"]?["median"]?.double)
            let survival = numbers(entry["expected"]?["survival"])
            for (time, expected) in zip([5.0, 10, 20, 39], survival) {
                #expect(abs(curve.survival(at: time) - expected) < 1e-9)
            }
        }
    }

    @Test func `rank correlations agree with scipy, stage rates with statsmodels`() throws {
        for entry in try Self.named("spearman") {
            let table = (entry["inputs"]?.array ?? []).map { numbers($0) }
            try expect(SpearmanCorrelation(table)?.coefficient, entry["expected"])
        }
        for entry in try Self.named("wilson") {
            let counts = numbers(entry["inputs"]).map { Int($0) }
            let interval = wilsonInterval(successes: counts[0], trials: counts[1])
            try expect(interval.lower, entry["expected"]?["low"])
            try expect(interval.upper, entry["expected"]?["high"])
        }
    }
}
