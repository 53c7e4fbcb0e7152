import Decisions
import Evidence
import Statistics

extension ProfileDecayAudit {
    /// 80 users with 50 cases each in a year; 60 % of a user's cases are of their favourite of six
    /// kinds.
    package static let scenarios: [AuditScenario] = [
        AuditScenario(.fault(.weak), "a third of users change their favourite at some time") {
            sample($0, shareOfChanging: 0.33)
        },
        AuditScenario(.fault(.medium), "every user changes the favourite once, at some time") {
            sample($0, shareOfChanging: 1)
        },
        AuditScenario(.fault(.strong), "every user has a new favourite every 60 days") {
            sample($0, daysOfFavourite: 60)
        },
        AuditScenario(.noFault, "users who differ, and stay as they are") { sample($0) },
        AuditScenario(.lookAlike, "users who stay as they are and ask four times in a row") {
            sample($0, burst: 4)
        },
        AuditScenario(.lookAlike, "users of eight cases, who stay as they are") {
            sample($0, casesOfUser: 8)
        },
    ]

    private static func sample(
        _ seed: UInt64, casesOfUser: Int = 50, shareOfChanging: Double = 0,
        daysOfFavourite: Double = .infinity, burst: Int = 1
    ) -> AuditSample {
        let kinds = ["a", "b", "c", "d", "e", "f"]
        let question = Question(
            name: "kind", kind: .choice, instructions: "Which?",
            options: kinds.map { .init(.text($0)) })
        var study = LiveStudy(seed: seed, question: question)
        for user in 0..<80 {
            let first = study.below(kinds.count)
            let second = (first + 1 + study.below(kinds.count - 1)) % kinds.count
            let changesOn = study.chance(shareOfChanging) ? 365 * study.uniform() : .infinity
            var last = 0
            for index in 0..<casesOfUser {
                let day = 365 * Double(index - index % burst) / Double(casesOfUser)
                let turns = daysOfFavourite.isFinite ? Int(day / daysOfFavourite) : 0
                let favourite = ((day < changesOn ? first : second) + turns) % kinds.count
                if index % burst == 0 {
                    last = study.chance(0.6) ? favourite : study.below(kinds.count)
                }
                study.serve(
                    day: day + Double(index % burst) * 0.01, user: "u\(user)",
                    shown: .text(kinds[last]))
            }
        }
        return study.sample()
    }
}
