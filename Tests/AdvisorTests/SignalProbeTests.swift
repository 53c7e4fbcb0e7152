import Advisor
import JSONCodec
import Reports
import TestSupport
import Testing

struct SignalProbeTests {
    /// Rows in which `hint` tells the label as often as `truthful` says, and `other` never.
    private func table(
        rows: Int = 300, truthful: Double, seed: UInt64, leak: Bool = false
    ) -> ProbeTable {
        var generator = SeededGenerator(seed: seed)
        let objects: [JSONObject] = (0..<rows).map { row in
            let label = Bool.random(using: &generator)
            let tells = Double.random(in: 0..<1, using: &generator) < truthful
            var object: JSONObject = [
                "at": .int(Int64(row)), "hint": .bool(tells ? label : .random(using: &generator)),
                "other": .int(Int64.random(in: 0..<100, using: &generator)),
                "label": .string(label ? "yes" : "no"),
            ]
            if leak { object["closed_as"] = .string(label ? "won" : "lost") }
            return object
        }
        return ProbeTable(objects, label: "label", time: "at", excluding: [])
    }

    @Test
    func `a field that tells the answer lifts the classifier above the majority`() throws {
        let probe = try #require(SignalProbe(table(truthful: 0.8, seed: 1)))
        #expect(probe.liftLow > 0.2)
        #expect(probe.permutationP < 0.01)
        #expect(probe.suspects.isEmpty)
    }

    @Test
    func `without signal the permutation p is uniform over 200 seeds`() throws {
        let values = try (0..<200).map { seed in
            try #require(
                SignalProbe(table(truthful: 0, seed: UInt64(seed)), rounds: 99)
            ).permutationP
        }
        // Twice the standard error of a share of 200 is seven points at most; ties only add to p.
        for level in [0.05, 0.2, 0.5] {
            let share = Double(values.count { $0 <= level }) / 200
            #expect(share <= level + 0.071, "\(level): \(share)")
            #expect(share >= level * 0.6 - 0.03, "\(level): \(share)")
        }
    }

    @Test
    func `a field that is the answer is found`() throws {
        let probe = try #require(SignalProbe(table(truthful: 0.2, seed: 3, leak: true)))
        #expect(probe.suspects.map(\.field) == ["closed_as"])
        let text = SignalProbeText(probe, label: "label").text
        #expect(
            text.contains("`closed_as` alone is 100.0 % right: is it known before the answer is?"))
    }

    @Test
    func `words of a text count`() throws {
        let objects: [JSONObject] = (0..<100).map { row in
            row.isMultiple(of: 2)
                ? ["text": .string("please refund order \(row)"), "label": "billing"]
                : ["text": .string("the app crashes \(row)"), "label": "technical"]
        }
        let probe = try #require(
            SignalProbe(ProbeTable(objects, label: "label", excluding: [])))
        #expect(probe.accuracy == 1)
    }

    @Test
    func `few rows and one label measure nothing`() {
        #expect(SignalProbe(table(rows: 49, truthful: 1, seed: 1)) == nil)
        let objects = (0..<100).map { _ in JSONObject(dictionaryLiteral: ("label", "a")) }
        #expect(SignalProbe(ProbeTable(objects, label: "label", excluding: [])) == nil)
    }

    @Test
    func `the same input with two labels is counted as noise`() throws {
        let objects: [JSONObject] = (0..<100).map { row in
            [
                "x": .int(Int64(row < 10 ? 0 : row)),
                "label": .string(row.isMultiple(of: 2) ? "a" : "b"),
            ]
        }
        let probe = try #require(
            SignalProbe(ProbeTable(objects, label: "label", excluding: [])))
        #expect(abs(probe.contradicted - 0.1) < 1e-9)
    }
}
