import Decisions
import Diagnostics
import Testing

/// Whom a judge's doubt puts before people, and the file that fixes it.
struct LabelPlanTests {
    private static func candidates(_ count: Int) -> [LabelPlan.Candidate] {
        (0..<count).map { number in
            let confidence = Double(number % 101) / 100
            return (number % 10 == 0 ? 1 : 0.1, number % 7 == 0 ? nil : confidence)
        }
    }

    private static func plan(scale: Double, least: Double) -> LabelPlan {
        LabelPlan(
            question: "kind", judge: "big \"judge\"", frozenAt: Timestamp(microseconds: 17),
            lastCase: 999, planned: 300, scale: scale, least: least)
    }

    @Test(arguments: [200, 300, 600, 999])
    func `chances add up to what is planned, and none is below half of an equal one`(
        planned: Int
    ) throws {
        let candidates = Self.candidates(1_000)
        let fitted = try #require(LabelPlan.fit(candidates, planned: planned))
        let plan = Self.plan(scale: fitted.scale, least: fitted.least)
        let chances = candidates.map {
            max($0.kindChance, plan.chance(confidence: $0.confidence))
        }
        #expect(abs(chances.reduce(0, +) - Double(planned)) < 1e-6)
        // The tenth that differ are drawn anyway.
        let alike = Double(planned - 100) / 900
        #expect(chances.allSatisfy { $0 <= 1 && $0 > alike / 2 - 1e-6 })
    }

    @Test func `the less sure the judge, the greater the chance, and silence is no surety`() {
        let plan = Self.plan(scale: 0.6, least: 0.1)
        #expect(plan.chance(confidence: 0) == 0.6 && plan.chance(confidence: nil) == 0.6)
        #expect(abs(plan.chance(confidence: 0.75) - 0.3) < 1e-12)
        #expect(plan.chance(confidence: 1) == 0.1 && plan.chance(confidence: 0.99) == 0.1)
        #expect(Self.plan(scale: 5, least: 0.1).chance(confidence: 0.5) == 1)
    }

    @Test func `who plans less than the lots draw, or more than there are, plans nothing`() {
        let candidates = Self.candidates(1_000)
        // A hundred cases, and a tenth of nine hundred.
        #expect(LabelPlan.fit(candidates, planned: 189) == nil)
        #expect(LabelPlan.fit(candidates, planned: 1_001) == nil)
        #expect(LabelPlan.fit([], planned: 50) == nil)
    }

    private static func read(_ text: String) throws -> ([LabelPlan], [Diagnostic]) {
        let feature = try Feature.read(
            """
            feature: demo
            questions:
              - { name: kind, type: choice, instructions: Which?, choices: [a, b] }
              - { name: size, type: choice, instructions: Which?, choices: [a, b] }
            fields: { text: { type: string } }
            paths: { heuristic: { rules: rules.yaml } }
            in_charge: heuristic
            outcome: { depends_on_answer: no }
            economics: { wrong: 1 }
            """)
        return LabelPlanFile.read(SourceText(name: "labels.yaml", text: text), for: feature)
    }

    @Test func `plans read back as they were written, with the same hash`() throws {
        var other = Self.plan(scale: 10, least: 1)
        other.question = "size"
        let plans = [Self.plan(scale: 0.1 + 0.2, least: 0.02), other]
        let (again, diagnostics) = try Self.read(LabelPlanFile.text(of: plans))
        #expect(diagnostics.map(\.description) == [])
        #expect(again == plans && again.map(\.hash) == plans.map(\.hash))
        #expect(plans[0].hash != Self.plan(scale: 0.3, least: 0.02).hash)
    }

    @Test(arguments: [
        ("least: 0.02", "least: 0.01", "labels.yaml:8:10: `least` is `0.01`; expected 0.02 to 1.0"),
        (
            "\"kind\"", "\"knd\"",
            "labels.yaml:2:13: the feature has no question `knd`; did you mean"
        ),
        ("judge:", "jugde:", "labels.yaml:3:3: unknown key `jugde` in a label plan; did you mean"),
        ("frozen_at: 1", "frozen_at: x1", "labels.yaml:4:14: `frozen_at` is no time"),
        (
            "last_case: 999", "last_case: -1",
            "labels.yaml:5:14: `last_case` is `-1`; expected a whole"
        ),
        ("planned: 300", "planned: few", "labels.yaml:6:12: `planned` is `few`; expected a whole"),
        ("scale: 0.5", "scale: 11", "labels.yaml:7:10: `scale` is `11.0`; expected 0.0 to 10.0"),
        ("\n  scale: 0.5", "", "labels.yaml:2:3: a label plan has no `scale`"),
        ("- question", "? question", "expected a list"),
    ])
    func `a fault in a label plan is found where it stands`(
        text: String, fault: String, message: String
    ) throws {
        let sound = LabelPlanFile.text(of: [Self.plan(scale: 0.5, least: 0.02)])
        let faulty = sound.replacing(text, with: fault, maxReplacements: 1)
        #expect(faulty != sound)
        let (plans, diagnostics) = try Self.read(faulty)
        #expect(plans.isEmpty)
        #expect(
            diagnostics.contains { $0.description.contains(message) },
            "\(diagnostics.map(\.description))")
    }

    @Test func `a question has one plan`() throws {
        let plan = Self.plan(scale: 0.5, least: 0.02)
        let (plans, diagnostics) = try Self.read(LabelPlanFile.text(of: [plan, plan]))
        #expect(plans.isEmpty)
        #expect(diagnostics.map(\.description).joined().contains("`kind` has two plans"))
    }
}
