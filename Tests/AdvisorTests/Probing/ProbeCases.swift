import Advisor
import JSONCodec
import TestSupport

/// Cases with a label that is known to depend on their fields, or not to.
struct ProbeCases {
    var rows = 400
    /// How often `hint` tells the label.
    var truthful = 0.8
    /// From this share of the cases on, `hint` says the opposite.
    var turnsAt = 1.0
    var seed: UInt64 = 1

    /// The cases in the order of `at`; `other` never tells anything.
    var objects: [JSONObject] {
        var generator = TestSupport.SeededGenerator(seed: seed)
        return (0..<rows).map { row in
            let label = Bool.random(using: &generator)
            let tells = Double.random(in: 0..<1, using: &generator) < truthful
            let said = tells ? label : Bool.random(using: &generator)
            let hasTurned = Double(row) >= turnsAt * Double(rows)
            return [
                "at": .int(Int64(row)), "hint": .bool(said != hasTurned),
                "other": .double(Double.random(in: 0..<100, using: &generator)),
                "label": .string(label ? "yes" : "no"),
            ]
        }
    }

    func probe(
        adding add: (inout JSONObject, Int) -> Void = { _, _ in }, rounds: Int = 199,
        columns: ProbeColumns = ProbeColumns(label: "label", time: "at")
    ) async throws -> SignalProbe {
        let objects = objects.enumerated().map { row, object in
            var object = object
            add(&object, row)
            return object
        }
        return await SignalProbe(try LabelledCases(objects, columns), rounds: rounds)
    }
}
