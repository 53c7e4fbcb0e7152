import Decisions
import Evidence
import JSONCodec
import Statistics

extension StalenessAudit {
    /// 600 eval rows with a normal amount and a plan (60, 30 and 10 %), then a year of 1,500 cases.
    package static let scenarios: [AuditScenario] = [
        AuditScenario(.fault(.weak), "the amount rises by half a standard deviation at mid-year") {
            sample($0, shift: 0.5)
        },
        AuditScenario(.fault(.medium), "the amount rises by 0.8 standard deviations at mid-year") {
            sample($0, shift: 0.8)
        },
        AuditScenario(.fault(.strong), "from mid-year on, 30 % of cases are of a plan never seen") {
            sample($0, newPlan: 0.3)
        },
        AuditScenario(.noFault, "the year is drawn as the eval rows were") { sample($0) },
        AuditScenario(.lookAlike, "100 eval rows and 100 cases, drawn alike") {
            sample($0, rows: 100, cases: 100)
        },
        AuditScenario(.lookAlike, "a trifle: the amount rises by 0.05 standard deviations, 4,000 cases") {
            sample($0, cases: 4_000, shift: 0.05)
        },
    ]

    private static func sample(
        _ seed: UInt64, rows: Int = 600, cases: Int = 1_500, shift: Double = 0, newPlan: Double = 0
    ) -> AuditSample {
        var generator = SeededGenerator(seed: seed)
        let start: Int64 = 1_767_225_600_000_000
        let day: Int64 = 86_400_000_000
        func row(shift: Double, newPlan: Double) -> JSONObject {
            let amount = shift + Normal.quantile(Double.random(in: 1e-9..<1, using: &generator))
            let mark = Double.random(in: 0..<1, using: &generator)
            let isNew = Double.random(in: 0..<1, using: &generator) < newPlan
            let plan = isNew ? "new" : mark < 0.6 ? "free" : mark < 0.9 ? "pro" : "enterprise"
            return ["amount": .double(amount), "plan": .string(plan)]
        }
        let eval = (0..<rows).map { index in
            var values = row(shift: 0, newPlan: 0)
            values["time"] = .string(Timestamp(microseconds: start - day).description)
            return DatasetRow(line: index + 1, values)
        }
        let observations = (0..<cases).map { index in
            let isLate = index * 2 >= cases
            let values = row(shift: isLate ? shift : 0, newPlan: isLate ? newPlan : 0)
            let at = Timestamp(microseconds: start + Int64(index) * 365 * day / Int64(cases))
            return LoggedObservation(
                seq: Int64(index), id: EvidenceID(high: seed, low: UInt64(index)),
                question: "good", caseID: "\(index)", caseNumber: index, time: at, loggedAt: at,
                environment: .live, input: JSONValue.object(values).json)
        }
        let scope = AuditScope(
            feature: "study", question: .predicate("good", instructions: "Good?"),
            fields: [
                FieldDefinition(name: "amount", type: .double),
                FieldDefinition(name: "plan", type: .string),
            ], slices: ["plan"], now: Timestamp(microseconds: start + 366 * day))
        return AuditSample(
            scope, observations: observations,
            material: AuditMaterial(
                datasets: AuditDatasets([.eval: Dataset(files: [("eval.jsonl", eval)])])))
    }
}
