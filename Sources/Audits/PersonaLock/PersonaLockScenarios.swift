import Decisions
import Evidence
import Statistics

extension PersonaLockAudit {
    /// Ten users, 100 cases a week for 20 weeks, ten kinds asked for alike; 5 % are put again in other
    /// words, and more where the answer was of another kind.
    package static let scenarios: [AuditScenario] = [
        AuditScenario(
            .fault(.weak), "by the end 40% of answers are of the user's two old favourites"
        ) { sample($0, locked: 0.4) },
        AuditScenario(
            .fault(.medium), "by the end 65% of answers are of the user's two old favourites"
        ) { sample($0, locked: 0.65) },
        AuditScenario(
            .fault(.strong), "by the end 90% of answers are of the user's two old favourites"
        ) { sample($0, locked: 0.9) },
        AuditScenario(.noFault, "answers follow what is asked for") { sample($0) },
        AuditScenario(
            .lookAlike,
            "narrow users: by the end they ask for two kinds 80% of the time, reword more"
        ) { sample($0, narrow: 0.8, laterReword: 0.15) },
        AuditScenario(.lookAlike, "rewording rises from 5% to 20%, variety stays") {
            sample($0, laterReword: 0.2)
        },
        AuditScenario(.lookAlike, "users who were narrow from the start") {
            sample($0, narrow: 0.8, isNarrowFromStart: true)
        },
    ]

    private static func sample(
        _ seed: UInt64, locked: Double = 0, narrow: Double = 0, laterReword: Double = 0.05,
        isNarrowFromStart: Bool = false
    ) -> AuditSample {
        let kinds = (0..<10).map { "kind-\($0)" }
        let question = Question(
            name: "kind", kind: .choice, instructions: "Which?",
            options: kinds.map { .init(.text($0)) })
        var study = LiveStudy(seed: seed, question: question)
        let (weeks, ofWeek) = (20, 100)
        for index in 0..<(weeks * ofWeek) {
            let time = Double(index) / Double(weeks * ofWeek)
            let user = index % 10
            let favourite = (user + study.below(2)) % 10
            let narrowness = isNarrowFromStart ? narrow : narrow * time
            let asked = study.chance(narrowness) ? favourite : study.below(10)
            let surfaced = study.chance(locked * time) ? favourite : asked
            let day = Double(7 * weeks) * time
            study.serve(
                day: day, user: "u\(user)", shown: .text(kinds[surfaced]),
                text: "please show me \(kinds[asked]) of request \(index)",
                truth: .text(kinds[asked]))
            let reword = 0.05 + (laterReword - 0.05) * time + (surfaced == asked ? 0 : 0.3)
            if study.chance(reword) { study.react(.reworded) }
            if surfaced != asked, study.chance(0.2) { study.react(.bypassed) }
        }
        return study.sample(on: Double(7 * weeks))
    }
}
