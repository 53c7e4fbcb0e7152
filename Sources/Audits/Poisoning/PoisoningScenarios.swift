import Decisions
import Evidence
import Statistics

extension PoisoningAudit {
    /// 2,400 live cases of 1,200 users, a fifth of them in the holdout; alone, people choose what the
    /// system answers 70 % of the time.
    package static let scenarios: [AuditScenario] = [
        fault(.weak, echo: 0.08), fault(.medium, echo: 0.16), fault(.strong, echo: 0.25),
        AuditScenario(.noFault, "people choose the answer 70% of the time, seen or not") {
            sample($0)
        },
        AuditScenario(
            .lookAlike, "labels agree ever more, 60% to 95%, because the system learns; no echo"
        ) { sample($0, agreement: { 0.6 + 0.35 * $0 }) },
        AuditScenario(.lookAlike, "12 labels of the holdout that all differ") {
            sample($0, cases: 240, holdout: 0.05, agreement: { _ in 0.9 }, echo: 0.9)
        },
        AuditScenario(.lookAlike, "users who agree always or never, 12 cases each") {
            sample($0, casesOfUser: 12, isStubborn: true)
        },
    ]

    private static func fault(
        _ strength: AuditScenario.Strength, echo: Double
    ) -> AuditScenario {
        AuditScenario(
            .fault(strength), "who sees the answer agrees \(AuditWords.points(echo)) points more"
        ) { sample($0, echo: echo) }
    }

    private static func sample(
        _ seed: UInt64, cases: Int = 2_400, casesOfUser: Int = 2, holdout: Double = 0.2,
        agreement: (_ time: Double) -> Double = { _ in 0.7 }, echo: Double = 0,
        isStubborn: Bool = false
    ) -> AuditSample {
        var study = LiveStudy(seed: seed, question: .predicate("good", instructions: "Good?"))
        let users = cases / casesOfUser
        let hidden = (0..<users).map { _ in study.chance(holdout) }
        let stubborn = (0..<users).map { _ in study.chance(0.7) }
        for index in 0..<cases {
            let time = Double(index) / Double(cases)
            let user = index % users
            let answer = study.chance(0.5)
            let p = agreement(time) + (hidden[user] ? 0 : echo)
            let isRepeat = isStubborn ? stubborn[user] : study.chance(p)
            let marks = LiveMarks(holdoutProbability: holdout, isHidden: hidden[user])
            study.serve(
                day: 365 * time, user: "u\(user)", shown: .flag(answer), marks: marks,
                truth: .flag(isRepeat ? answer : !answer))
            if hidden[user] { study.react(.shown, value: .flag(false)) }
        }
        return study.sample()
    }
}
