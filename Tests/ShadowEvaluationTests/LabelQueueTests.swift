import Decisions
import Diagnostics
import ShadowEvaluation
import Testing

/// Which cases people are asked about, and in what order.
struct LabelQueueTests {
    private static func lot(_ labels: String) throws -> LabelLot {
        let text = """
            feature: demo
            questions:
              - { name: kind, type: choice, instructions: Which?, choices: [a, b] }
            fields:
              text: { type: string }
            paths:
              heuristic: { rules: rules.yaml }
            in_charge: heuristic
            outcome: { depends_on_answer: no, labels: \(labels) }
            economics: { wrong: 1 }
            """
        let (feature, found) = FeatureFile.read(
            SourceText(name: "feature.yaml", text: text), folder: "demo")
        return LabelLot(try #require(feature, "\(found)"))
    }

    private static func share(_ lot: LabelLot, isDisagreement: Bool) -> Double {
        let drawn = (0..<20_000).count {
            lot.place(caseNumber: $0, question: 0, isDisagreement: isDisagreement) != nil
        }
        return Double(drawn) / 20_000
    }

    @Test func `either kind is drawn with its chance, and who is drawn stays drawn`() throws {
        let lot = try Self.lot("{ disagreements: 0.5, agreements: 0.1 }")
        #expect(abs(Self.share(lot, isDisagreement: true) - 0.5) < 0.015)
        #expect(abs(Self.share(lot, isDisagreement: false) - 0.1) < 0.01)
        let wider = try Self.lot("{ disagreements: 0.6, agreements: 0.2 }")
        for number in 0..<2_000 {
            let place = lot.place(caseNumber: number, question: 0, isDisagreement: true)
            guard let place else { continue }
            #expect(wider.place(caseNumber: number, question: 0, isDisagreement: true) == place)
        }
    }

    @Test func `disagreements come first, each kind by its lot, and the rest is counted`() {
        var queue = LabelQueue<Int>(capacity: 3)
        for (task, place) in [0.9, 0.1, 0.5, 0.3, 0.7].enumerated() {
            queue.append(task, place: place, isDisagreement: task != 1)
            queue.append(10 + task, place: place, isDisagreement: task == 1)
        }
        #expect(queue.tasks == [11, 3, 2, 1, 13, 12])
        #expect((queue.disagreements, queue.agreements) == (5, 5))
    }
}
