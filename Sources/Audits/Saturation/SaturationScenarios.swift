import Decisions
import JSONCodec
import RealModule
import Statistics

extension SaturationAudit {
    /// Five sizes from 250 to 4,000 with three seeds, put to one eval set of 1,000 items.
    ///
    /// An item's difficulty is uniform: a run gets right what is easier than its accuracy, but for
    /// 4 % of flips of its own, and a seed moves its accuracy by 0.5 points either way.
    package static let scenarios: [AuditScenario] = [
        AuditScenario(.fault(.weak), "doubling at the largest size buys 1.2 points") {
            sample($0) { error(0.15, 0.4, 0.06, $0) }
        },
        AuditScenario(.fault(.medium), "doubling at the largest size buys 0.2 points") {
            sample($0) { error(0.06, 1.2, 0.1, $0) }
        },
        AuditScenario(.fault(.strong), "the last 2,000 examples cost 5 points") {
            sample($0) { $0 == 4_000 ? 0.2 : error(0.3, 0.6, 0.06, $0) }
        },
        AuditScenario(.noFault, "the error falls as n^−0.4: doubling buys 5 points") {
            sample($0) { error(0.6, 0.4, 0, $0) }
        },
        AuditScenario(.lookAlike, "a test of 150 items cannot see a gain of 2 points") {
            sample($0, items: 150) { error(0.24, 0.4, 0.05, $0) }
        },
        AuditScenario(.lookAlike, "seeds differ by 2 points either way, doubling buys 4") {
            sample($0, spread: 0.02) { error(0.5, 0.4, 0, $0) }
        },
    ]

    /// a·(n/250)^−b + c.
    private static func error(_ a: Double, _ b: Double, _ c: Double, _ size: Int) -> Double {
        a * .pow(Double(size) / 250, -b) + c
    }

    private static func sample(
        _ seed: UInt64, items: Int = 1_000, spread: Double = 0.005, error: (Int) -> Double
    ) -> AuditSample {
        var generator = SeededGenerator(seed: seed)
        let difficulties = (0..<items).map { _ in Double.random(in: 0..<1, using: &generator) }
        var rows: [DatasetRow] = []
        for size in [250, 500, 1_000, 2_000, 4_000] {
            for run in 1...3 {
                let wrong = error(size) + .random(in: -spread...spread, using: &generator)
                for (item, difficulty) in difficulties.enumerated() {
                    let isFlipped = Double.random(in: 0..<1, using: &generator) < 0.04
                    let isRight = (difficulty >= wrong) != isFlipped
                    rows.append(
                        DatasetRow(
                            line: rows.count + 1,
                            [
                                "size": .int(Int64(size)), "seed": .int(Int64(run)),
                                "id": .string("item-\(item)"), "correct": .bool(isRight),
                            ]))
                }
            }
        }
        let scope = AuditScope(
            feature: "study", question: .predicate("good", instructions: "Good?"),
            now: Timestamp(microseconds: 0))
        return AuditSample(
            scope,
            material: AuditMaterial(
                datasets: AuditDatasets([.runs: Dataset(files: [("runs.jsonl", rows)])])))
    }
}
