import Foundation
import Statistics
import Testing

struct JointPowerLawTests {
    /// As `Reference/joint-curve.py` writes it.
    private struct Reference: Decodable {
        struct Case: Decodable {
            var points: [[Double]]
            var expected: [String: Double]
        }

        var cases: [Case]
    }

    private static func law(_ points: [[Double]]) -> JointPowerLaw? {
        JointPowerLaw(points.map { .init(model: $0[0], examples: $0[1], error: $0[2]) })
    }

    @Test func `the fit is that of scipy's curve_fit`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Reference/joint-curve.json")
        let reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
        #expect(reference.cases.count == 3)
        for entry in reference.cases {
            let law = try #require(Self.law(entry.points))
            let found = [
                "model_exponent": law.modelExponent, "exponent": law.exponent, "floor": law.floor,
                "gain_of_examples": law.gainOfExamples(model: 8e9, examples: 4_000),
                "gain_of_model": law.gainOfModel(model: 8e9, examples: 4_000),
            ]
            for (name, expected) in entry.expected {
                #expect(abs((found[name] ?? 0) - expected) < 1e-5, "\(name)")
            }
        }
    }

    @Test func `errors without noise give back the law that made them`() throws {
        let made = [1e7, 1e8, 1e9].flatMap { x in
            [100, 1_000, 10_000].map { d in [x, d, 8 * pow(x, -0.1) * pow(d, -0.3) + 0.05] }
        }
        let law = try #require(Self.law(made))
        #expect(abs(law.modelExponent - 0.1) < 1e-4 && abs(law.exponent - 0.3) < 1e-4)
        #expect(abs(law.floor - 0.05) < 1e-4 && abs(law.scale - 8) < 0.01)
    }

    @Test func `two models are too few, and errors that rise promise nothing`() throws {
        let rising = [1.0, 2, 4].flatMap { x in [1.0, 2, 4].map { d in [x, d, 0.1 * x + 0.1 * d] } }
        let law = try #require(Self.law(rising))
        #expect(law.gainOfModel(model: 4, examples: 4) == 0)
        #expect(Self.law(rising.filter { $0[0] < 4 }) == nil)
    }
}
