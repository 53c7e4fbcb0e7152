import Decisions
import Evidence
import JSONCodec
import Statistics

extension RetrogradeAudit {
    /// 2,000 training rows with a plan of four values, a city of Zipf's law and a normal amount; then
    /// a year of 1,500 cases that are answered `true`, which holds for 90 % of them.
    package static let scenarios: [AuditScenario] = [
        AuditScenario(
            .fault(.weak), "from mid-year on 3 % of cases are of a new plan, right on 62 %"
        ) {
            sample($0, newPlan: 0.03)
        },
        AuditScenario(
            .fault(.medium), "from mid-year on 10 % of cases are of a new plan, right on 62 %"
        ) {
            sample($0, newPlan: 0.1)
        },
        AuditScenario(
            .fault(.strong), "from mid-year on 30 % of cases are of a new plan, right on 62 %"
        ) {
            sample($0, newPlan: 0.3)
        },
        AuditScenario(.noFault, "the year is drawn as training was; rare cities are new by chance")
        {
            sample($0)
        },
        AuditScenario(
            .lookAlike, "plans that training had trade places by season, from 10 to 60 %"
        ) {
            sample($0, isSeasonal: true)
        },
        AuditScenario(.lookAlike, "accuracy falls by 20 points everywhere, no place is new") {
            sample($0, loss: 0.2)
        },
    ]

    private static func sample(
        _ seed: UInt64, newPlan: Double = 0, isSeasonal: Bool = false, loss: Double = 0
    ) -> AuditSample {
        var generator = SeededGenerator(seed: seed)
        var cities = ZipfWords(seed: seed &+ 1_000_000)
        func row(isSummer: Bool, newPlan: Double) -> (values: JSONObject, isNew: Bool) {
            let isNew = Double.random(in: 0..<1, using: &generator) < newPlan
            let mark = Double.random(in: 0..<1, using: &generator)
            let plans =
                isSummer ? ["team", "pro", "basic", "free"] : ["free", "basic", "pro", "team"]
            let place = mark < 0.6 ? 0 : mark < 0.8 ? 1 : mark < 0.9 ? 2 : 3
            let amount = Normal.quantile(Double.random(in: 1e-9..<1, using: &generator))
            return (
                [
                    "plan": .string(isNew ? "partner" : plans[place]),
                    "city": .string(cities.word()), "amount": .double(amount),
                ], isNew
            )
        }
        let training = (0..<2_000).map {
            DatasetRow(line: $0 + 1, row(isSummer: $0 % 10 == 0, newPlan: 0).values)
        }
        let start: Int64 = 1_767_225_600_000_000
        let year: Int64 = 365 * 86_400_000_000
        let observations = (0..<1_500).map { index in
            let isLate = index >= 750
            let (values, isNew) = row(
                isSummer: isSeasonal ? isLate : index % 10 == 0, newPlan: isLate ? newPlan : 0)
            let accuracy = (isNew ? 0.62 : 0.9) - (isLate ? loss : 0)
            let isRight = Double.random(in: 0..<1, using: &generator) < accuracy
            let at = Timestamp(microseconds: start + Int64(index) * year / 1_500)
            return LoggedObservation(
                seq: Int64(index), id: EvidenceID(high: seed, low: UInt64(index)), question: "good",
                caseID: "\(index)", caseNumber: index, time: at, loggedAt: at, environment: .live,
                input: JSONValue.object(values).json,
                answers: [
                    LoggedAnswer(
                        path: "heuristic", version: ContentHash(high: 0, low: 0), value: .flag(true)
                    )
                ], outcomes: [LoggedOutcome(value: .flag(isRight), source: "human", receivedAt: at)]
            )
        }
        let scope = AuditScope(
            feature: "study", question: .predicate("good", instructions: "Good?"),
            fields: [
                FieldDefinition(name: "plan", type: .string),
                FieldDefinition(name: "city", type: .string),
                FieldDefinition(name: "amount", type: .double),
            ], slices: ["plan"], now: Timestamp(microseconds: start + year))
        return AuditSample(
            scope, observations: observations,
            material: AuditMaterial(
                datasets: AuditDatasets([
                    .training: Dataset(files: [("train.jsonl", training)])
                ])))
    }
}
