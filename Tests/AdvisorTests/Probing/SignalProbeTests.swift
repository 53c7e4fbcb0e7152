import Advisor
import JSONCodec
import Reports
import Statistics
import Testing

struct SignalProbeTests {
    @Test func `a field that tells the answer lifts the learners above the majority`() async throws
    {
        let probe = try await ProbeCases(truthful: 0.8).probe()
        #expect(probe.signal.better.lift.interval.lower > 0.2)
        #expect(probe.signal.permutation.p < 0.01)
        #expect(probe.suspects.isEmpty)
        #expect(
            [#"hint ? "yes" : "no""#, #"!hint ? "no" : "yes""#].contains(probe.rule.cel))
        #expect((probe.rule.shareOfLift?.value ?? 0) > 0.9)
    }

    /// Kolmogorov–Smirnov against the uniform law on 1/200 … 200/200.
    @Test func `without signal the permutation p is uniform over 200 seeds`() async throws {
        let values = try await withThrowingTaskGroup(of: Double.self) { group in
            for seed in 0..<200 {
                group.addTask {
                    try await ProbeCases(rows: 120, truthful: 0, seed: UInt64(seed)).probe()
                        .signal.permutation.p
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let uniform = (1...200).map { Double($0) / 200 }
        let test = try #require(KolmogorovSmirnov(values, uniform))
        #expect(test.exactP > 0.05, "\(test.distance)")
    }

    @Test func `the same cases give the same figures`() async throws {
        let probes = try await [ProbeCases(rows: 200).probe(), ProbeCases(rows: 200).probe()]
        #expect(probes[0].json == probes[1].json)
    }

    @Test func `a field that is the answer is found, and the rest is measured without it`()
        async throws
    {
        let probe = try await ProbeCases(truthful: 0.2, seed: 3).probe(adding: { object, _ in
            object["closed_as"] = object["label"] == "yes" ? "won" : "lost"
        })
        #expect(probe.suspects.map(\.field) == ["closed_as"])
        #expect(probe.suspects.map(\.reason) == [.tellsAlone])
        #expect((probe.liftWithoutSuspects?.value ?? 1) < 0.3)
        #expect(probe.measurements.map(\.figure) == [.labels])
    }

    @Test func `a field that is there only for one label is found`() async throws {
        let probe = try await ProbeCases(truthful: 0.2).probe(adding: { object, row in
            if object["label"] == "yes", row % 2 == 0 {
                object["refunded_on"] = .int(Int64(row * 7919 % 100))
            }
        })
        #expect(probe.suspects.map(\.reason) == [.presentOnly(for: "yes")])
    }

    @Test func `an identifier that was given by the answer is found, one that was not is left out`()
        async throws
    {
        let probe = try await ProbeCases(truthful: 0.6).probe { object, row in
            let isYes = object["label"] == "yes"
            object["case"] = .string((isYes ? "A" : "B") + "-\(row * 7919 % 1_000_003)")
            object["refund"] = isYes ? .string("R-\(row)") : nil
            object["order"] = .string("\(row * 7919 % 1_000_003)x")
        }
        #expect(probe.suspects.map(\.field) == ["case", "refund"])
        #expect(probe.idle.map(\.field) == ["case", "order", "refund"])
    }

    @Test func `an answer that is in how two fields go together is seen by the rule alone`()
        async throws
    {
        let probe = try await ProbeCases(rows: 800).probe { object, row in
            let (isNew, isLarge) = (row * 7919 % 101 < 50, row * 104_729 % 103 < 50)
            object = [
                "at": .int(Int64(row)), "new": .bool(isNew), "large": .bool(isLarge),
                "label": .string(isNew == isLarge ? "yes" : "no"),
            ]
        }
        #expect(probe.onlyRuleSeesSignal)
        let signal = try #require(probe.measurements.first { $0.figure == .signal })
        #expect(signal.value > 0.9)
        #expect(text(probe).hasPrefix("Three questions foretell `label`"))
    }

    @Test func `a handful of rare answers tells neither signal nor none`() async throws {
        let probe = try await ProbeCases(rows: 1_000).probe { object, row in
            object["label"] = .string(row % 200 == 7 ? "yes" : "no")
        }
        #expect(!probe.measurements.contains { $0.figure == .signal })
        #expect(text(probe).hasPrefix("Too few cases say anything but `no`"))
        #expect(probe.lookup.field == nil)
    }

    @Test func `what a reader of the data should mend or know first is said`() async throws {
        let probe = try await ProbeCases(rows: 1_000, truthful: 1, turnsAt: 0.6).probe {
            object, row in
            let isEarly = row < 700
            object["label"] = isEarly && row % 3 > 0 ? "Yes" : object["label"]
            object["price"] = .string("\(row % 90),50 €")
        }
        #expect(probe.numberLike.map(\.field) == ["price"])
        let words = text(probe)
        #expect(words.contains("Read as names `price` (`0,50 €`)."))
        #expect(words.contains("`Yes`, `yes` differ in capitals or spaces alone"))
        #expect(words.contains("The answers have moved: of the earlier cases"))
        #expect(words.contains("It is not clearly better than the commonest answer."))
    }

    @Test func `what stands beside a nested label is asked about, and many suspects are cut short`()
        async throws
    {
        let probe = try await ProbeCases().probe(
            adding: { object, row in
                let isYes = object["label"] == "yes"
                object["truth"] = ["label": object["label"] ?? .null, "sure": .int(Int64(row % 5))]
                for field in 0..<9 { object["leak\(field)"] = .bool(isYes) }
            }, columns: ProbeColumns(label: "truth.label", time: "at", without: ["label"]))
        #expect(probe.suspects.count == 9)
        let words = text(probe)
        #expect(
            words.contains("4 fields more, just as telling: `leak5`, `leak6`, `leak7`, `leak8`."))
        #expect(words.contains("`truth` holds the label and 1 other field"))
        #expect(words.contains("probe again with `--without truth`."))
    }

    private func text(_ probe: SignalProbe) -> String {
        SignalProbeText(probe, isColored: false, width: 100).text
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test func `a field that is known before the answer is not suspect`() async throws {
        let probe = try await ProbeCases(truthful: 1).probe(
            columns: ProbeColumns(label: "label", time: "at", knownBefore: ["hint"]))
        #expect(probe.suspects.isEmpty)
        #expect(probe.signal.better.accuracy.value > 0.99)
    }

    @Test func `a lift that does not last is seen, and one that lasts is not called lost`()
        async throws
    {
        let turned = try await ProbeCases(rows: 1_200, turnsAt: 0.7).probe()
        let stability = try #require(turned.stability)
        #expect(stability.changeP < 0.001)
        #expect((stability.kept?.value ?? 1) < 0.5)
        let steady = try await ProbeCases(rows: 1_200).probe().stability
        #expect((steady?.changeP ?? 0) > 0.01)
        #expect(steady?.kept?.interval.contains(1) == true)
        let shuffled = try await ProbeCases().probe(columns: ProbeColumns(label: "label"))
        #expect(shuffled.stability == nil)
    }

    @Test func `words of a text count`() async throws {
        let objects: [JSONObject] = (0..<100).map { row in
            row.isMultiple(of: 2)
                ? ["text": .string("please refund order \(row)"), "label": "billing"]
                : ["text": .string("the app crashes \(row)"), "label": "technical"]
        }
        let probe = await SignalProbe(
            try LabelledCases(objects, ProbeColumns(label: "label")), rounds: 99)
        #expect(probe.signal.better.accuracy.value == 1)
    }

    @Test func `the same input with two labels is counted as noise`() async throws {
        let objects: [JSONObject] = (0..<100).map { row in
            [
                "x": .int(Int64(row < 10 ? 0 : row)),
                "label": .string(row.isMultiple(of: 2) ? "a" : "b"),
            ]
        }
        let noise = await SignalProbe(
            try LabelledCases(objects, ProbeColumns(label: "label")), rounds: 9
        ).noise
        #expect(noise.repeated == 10)
        #expect(noise.contradicted == 10)
        // 2 · 5 · 4 of 10 · 9 ordered pairs agree.
        #expect(abs((noise.agreement?.value ?? 0) - 40.0 / 90) < 1e-9)
    }

    @Test func `raters of the same case give its ceiling, in rows or in lists`() async throws {
        let lists: [JSONObject] = (0..<60).map { row in
            let answer: JSONValue = row.isMultiple(of: 2) ? "a" : "b"
            return [
                "x": .int(Int64(row)), "label": [answer, answer, row % 10 == 0 ? "b" : answer],
            ]
        }
        let rows: [JSONObject] = lists.flatMap { list in
            (list["label"]?.array ?? []).enumerated().map { rater, label in
                ["x": list["x"] ?? .null, "label": label, "who": .int(Int64(rater))]
            }
        }
        let probes = [
            await SignalProbe(
                try LabelledCases(lists, ProbeColumns(label: "label")), rounds: 9),
            await SignalProbe(
                try LabelledCases(rows, ProbeColumns(label: "label", rater: "who")), rounds: 9),
        ]
        for probe in probes {
            let raters = try #require(probe.raters)
            #expect(probe.rows == 60)
            #expect(raters.cases == 60)
            #expect(raters.ratings == 180)
            // In six of 60 cases two of three pairs differ.
            #expect(abs(raters.agreement.value - (54 + 6.0 / 3) / 60) < 1e-9)
            #expect(probe.measurements.map(\.figure).contains(.agreement))
        }
    }

    @Test func `more labels promise more only where the error still falls`() async throws {
        // Thirty kinds, each with a label of its own: every one has to be seen to be known.
        let objects: [JSONObject] = (0..<240).map { row in
            ["kind": .string("k\(row * 7 % 60)"), "label": .string("\(row * 7 % 60 % 2)")]
        }
        let learning = await SignalProbe(
            try LabelledCases(objects, ProbeColumns(label: "label", knownBefore: ["kind"])),
            rounds: 9)
        let errors = try #require(learning.curve).points.map(\.error)
        #expect((errors.first ?? 0) > (errors.last ?? 1) + 0.1)
        let settled = try await ProbeCases(rows: 1_200).probe(rounds: 9)
        let curve = try #require(settled.curve)
        #expect(curve.doublingGain.value < 0.03)
        #expect(curve.doublingGain.interval.contains(curve.doublingGain.value))
    }

    @Test func `classes, constants, ids, missing values and odd names do no harm`() async throws {
        let objects: [JSONObject] = (0..<300).map { row in
            var object: JSONObject = [
                "ticket id": .string("T-\(row)"), "always": true, "in": .int(Int64(row % 7)),
                "tags": ["a", .string("t\(row % 5)")],
                "nested": ["deep": [["x": .int(Int64(row))]]],
                "when": .string("2026-03-0\(1 + row % 9)T10:00:00Z"),
                "label": .int(Int64(row % 40)),
            ]
            if row % 3 > 0 { object["maybe"] = .double(Double(row % 40)) }
            return object
        }
        let probe = await SignalProbe(
            try LabelledCases(objects, ProbeColumns(label: "label")), rounds: 9)
        #expect(probe.balance.count == 40)
        #expect(Set(probe.idle.map(\.reason)) == ["identifier", "constant", "nested"])
        #expect(!SignalProbeText(probe, isColored: false, width: 80).text.isEmpty)
    }
}
