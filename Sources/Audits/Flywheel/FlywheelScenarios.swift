import Decisions
import Evidence
import RealModule
import Statistics

extension FlywheelAudit {
    /// 3,000 live cases of 500 users in half a year, right 75 % of the time; 70 % of right answers
    /// and 30 % of wrong ones are accepted, labels come in 10 days on average.
    package static let scenarios: [AuditScenario] = [
        fault(.weak, acceptWrong: 0.45), fault(.medium, acceptWrong: 0.62),
        AuditScenario(
            .fault(.strong), "from mid-time on, wrong answers are accepted as often as right ones"
        ) { sample($0, laterAcceptWrong: 0.7) },
        AuditScenario(.fault(.strong), "one slice of three gets a fifth of the others' labels") {
            sample($0, labelShareOfC: 0.2)
        },
        AuditScenario(.noFault, "reactions track outcomes alike all the time, in every slice") {
            sample($0)
        },
        AuditScenario(
            .lookAlike, "labels that take 20 days; one slice is new since 15 days and has none yet"
        ) { sample($0, labelDays: 20, isLateC: true) },
        AuditScenario(.lookAlike, "accuracy falls from 90% to 60%, reactions keep tracking it") {
            sample($0, accuracy: { 0.9 - 0.3 * $0 })
        },
    ]

    private static func fault(
        _ strength: AuditScenario.Strength, acceptWrong: Double
    ) -> AuditScenario {
        AuditScenario(
            .fault(strength),
            "from mid-time on, \(AuditWords.percent(acceptWrong)) of wrong answers are accepted"
        ) { sample($0, laterAcceptWrong: acceptWrong) }
    }

    private static func sample(
        _ seed: UInt64, cases: Int = 3_000, accuracy: (Double) -> Double = { _ in 0.75 },
        laterAcceptWrong: Double = 0.3, labelShareOfC: Double = 1, labelDays: Double = 10,
        isLateC: Bool = false
    ) -> AuditSample {
        let length = 182.0
        var study = LiveStudy(
            seed: seed, question: .predicate("good", instructions: "Good?"), slices: ["region"])
        for index in 0..<cases {
            let time = Double(index) / Double(cases)
            let isOld = isLateC && time < 1 - 15 / length
            let slice = isOld ? ["a", "b"][study.below(2)] : ["a", "b", "c"][study.below(3)]
            let isRight = study.chance(accuracy(time))
            study.serve(
                day: length * time, user: "u\(study.below(500))", shown: .flag(true),
                slices: ["region": slice], truth: .flag(isRight))
            let acceptWrong = time < 0.5 ? 0.3 : laterAcceptWrong
            if study.chance(0.6) {
                study.react(study.chance(isRight ? 0.7 : acceptWrong) ? .accepted : .reworded)
            }
            guard study.chance(0.5), slice != "c" || study.chance(labelShareOfC) else { continue }
            let lag = labelDays * -Double.log(1 - study.uniform())
            study.react(.labelled, after: lag)
            if study.chance(0.5) { study.react(.trainedOn, after: lag + 7) }
        }
        return study.sample(on: length)
    }
}
