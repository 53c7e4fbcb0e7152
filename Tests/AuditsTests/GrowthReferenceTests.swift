import Audits
import Decisions
import Foundation
import JSONCodec
import Statistics
import Testing

/// Figures of A1, A4 and A6 as libraries have them; `Reference/growth.py` writes them.
struct GrowthReferenceTests {
    private static func entry(_ name: String) throws -> (inputs: JSONValue, expected: JSONValue) {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let data = try Data(contentsOf: folder.appending(path: "Reference/growth.json"))
        let entries = try #require(try JSONValue(parsing: Array(data)).array)
        let entry = try #require(entries.first { $0["name"]?.string == name })
        return (try #require(entry["inputs"]), try #require(entry["expected"]))
    }

    private static func doubles(_ value: JSONValue?) -> [Double] {
        (value?.array ?? []).compactMap(\.double)
    }

    private func expect(
        _ value: Double?, _ expected: JSONValue?, within tolerance: Double = 1e-9
    ) throws {
        let (value, expected) = (try #require(value), try #require(expected?.double))
        #expect(abs(value - expected) <= tolerance, "\(value), not \(expected)")
    }

    @Test func `self-BLEU agrees with nltk`() throws {
        let entry = try Self.entry("self-bleu")
        let texts = (entry.inputs.array ?? []).compactMap(\.string)
        try expect(selfBLEU(texts.map { TextTokens($0).words }), entry.expected)
    }

    @Test func `the Vendi score agrees with vendi-score`() throws {
        let entry = try Self.entry("vendi")
        let matrix = (entry.inputs.array ?? []).map(Self.doubles)
        try expect(vendiScore(matrix), entry.expected, within: 1e-8)
    }

    @Test func `expected novelty is what scikit-bio leaves of coverage`() throws {
        let entry = try Self.entry("coverage")
        let rows = (entry.inputs.array ?? []).enumerated().map {
            DatasetRow(line: $0 + 1, ["plan": $1])
        }
        let material = AuditMaterial(
            datasets: AuditDatasets([.training: Dataset(files: [("train.jsonl", rows)])]))
        let scope = AuditScope(
            feature: "f", question: .predicate("q", instructions: ""),
            fields: [FieldDefinition(name: "plan", type: .string)],
            now: Timestamp(microseconds: 0))
        let expected = try #require(RetrogradeAudit(scope, material).expectedNovelty["plan"])
        try expect(1 - expected, entry.expected)
    }

    @Test func `the one-sided binomial test agrees with scipy`() throws {
        let entry = try Self.entry("binomial")
        for (inputs, expected) in zip(entry.inputs.array ?? [], entry.expected.array ?? []) {
            let numbers = Self.doubles(inputs)
            let law = Binomial(trials: Int(numbers[1]), probability: numbers[2])
            try expect(law.survival(Int(numbers[0]) - 1), expected)
        }
    }

    /// scipy's asymptotic p has the one-sample law at the rounded size, as ours.
    @Test func `the distance of Kolmogorov and Smirnov agrees with scipy`() throws {
        let entry = try Self.entry("ks")
        let samples = (entry.inputs.array ?? []).map(Self.doubles)
        let test = try #require(KolmogorovSmirnov(samples[0], samples[1]))
        try expect(test.distance, entry.expected["distance"])
        try expect(test.approximateP, entry.expected["p"], within: 1e-6)
    }

    @Test func `the trend over generations agrees with scipy`() throws {
        let entry = try Self.entry("tau")
        try expect(kendallTau(Self.doubles(entry.inputs)), entry.expected)
    }

    @Test func `the weighted curve agrees with scipy's curve_fit`() throws {
        let entry = try Self.entry("curve")
        let sizes = Self.doubles(entry.inputs["sizes"])
        let points = zip(sizes, Self.doubles(entry.inputs["errors"])).enumerated().map {
            InversePowerLaw.Point(
                examples: $1.0, error: $1.1, weight: Double($0 + 1))
        }
        let law = try #require(InversePowerLaw(points))
        try expect(law.exponent, entry.expected["exponent"], within: 1e-4)
        try expect(law.floor, entry.expected["floor"], within: 1e-4)
        try expect(law.doublingGain(4_000), entry.expected["gain"], within: 1e-5)
    }

    @Test func `the exact McNemar test agrees with statsmodels`() throws {
        let entry = try Self.entry("mcnemar")
        for (table, expected) in zip(entry.inputs.array ?? [], entry.expected.array ?? []) {
            let counts = Self.doubles(table).map { Int($0) }
            try expect(
                McNemarTest(onlyFirst: counts[0], onlySecond: counts[1]).exactP, expected)
        }
    }
}
