import Decisions
import Evidence
import Statistics

extension BiasAudit {
    /// 1,500 cases in two groups, 40 % of them in the smaller; a third of each should be approved.
    package static let scenarios: [AuditScenario] = [
        fault(.weak, selectionOfB: 0.22), fault(.medium, selectionOfB: 0.16),
        fault(.strong, selectionOfB: 0.08),
        AuditScenario(.noFault, "two groups of equal rates, 1,500 cases") { seed in
            sample(seed, count: 1_500) { group, _, _ in (0.33, 0.33) }
        },
        AuditScenario(.lookAlike, "a group of 12 cases that are all refused by chance") { seed in
            sample(seed, count: 1_500, shareOfB: 0.008) { group, _, _ in
                group == "b" ? (0.2, 0.33) : (0.33, 0.33)
            }
        },
        AuditScenario(
            .lookAlike,
            "one rate for both that falls from 50 % to 20 % while group b grows from 10 % to 70 %"
        ) { seed in
            sample(seed, count: 1_500, shareOfB: 0.1, laterShareOfB: 0.7) { _, time, _ in
                (0.5 - 0.3 * time, 0.33)
            }
        },
    ]

    private static func fault(
        _ strength: AuditScenario.Strength, selectionOfB: Double
    ) -> AuditScenario {
        let percent = AuditWords.percent(selectionOfB)
        return AuditScenario(
            .fault(strength), "group a is approved 33% of the time, group b \(percent)"
        ) { seed in
            sample(seed, count: 1_500) { group, _, _ in
                (group == "b" ? selectionOfB : 0.33, 0.33)
            }
        }
    }

    /// Draws cases; `rates` gives the chances of an approval and of its being right, by group and by
    /// time from 0 to 1.
    private static func sample(
        _ seed: UInt64, count: Int, shareOfB: Double = 0.4, laterShareOfB: Double? = nil,
        rates: (_ group: String, _ time: Double, _ seed: UInt64) -> (Double, Double)
    ) -> AuditSample {
        var generator = SeededGenerator(seed: seed)
        func chance(_ p: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < p }
        let question = Question.predicate("approve", instructions: "Approve?")
        let start: Int64 = 1_767_225_600_000_000
        let observations = (0..<count).map { index in
            let time = Double(index) / Double(count)
            let share = shareOfB + ((laterShareOfB ?? shareOfB) - shareOfB) * time
            let group = chance(share) ? "b" : "a"
            let (selection, truth) = rates(group, time, seed)
            let at = Timestamp(microseconds: start + Int64(time * 365 * 86_400_000_000))
            return LoggedObservation(
                seq: Int64(index), id: EvidenceID(high: seed, low: UInt64(index)),
                question: question.name, caseID: "\(index)", caseNumber: index, time: at,
                loggedAt: at, environment: .replay, groups: ["group": group],
                answers: [
                    LoggedAnswer(
                        path: "heuristic", version: ContentHash(high: 0, low: 0),
                        value: .flag(chance(selection)))
                ],
                outcomes: [
                    LoggedOutcome(
                        value: .flag(chance(truth)), source: "system-of-record", receivedAt: at)
                ])
        }
        let now = Timestamp(microseconds: start + 366 * 86_400_000_000)
        return AuditSample(
            AuditScope(feature: "study", question: question, now: now), observations: observations)
    }
}
