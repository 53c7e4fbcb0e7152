import Advisor
import Diagnostics

/// The features over which the length of an interview is measured, as their owners would answer.
///
/// Each gives every answer that could be asked for; the interview asks for a part of them.
enum Examples {
    static let features: [(name: String, answers: [String: Int], outcome: Outcome)] = [
        ("is the invoice paid", ["shape": 2], .notADecisionProblem),
        ("parcel routes", ["shape": 4], .notADecisionProblem),
        ("draft a reply", ["shape": 1], .notADecisionProblem),
        (
            "flight delay", base(known_logic: 4, exceptions: 4, rule_drift: 4, fields: 4),
            .heuristic
        ),
        (
            "return within the policy", base(known_logic: 4, exceptions: 4, rule_drift: 4),
            .heuristic
        ),
        (
            "support team", base(known_logic: 2, exceptions: 2, stranger: 3, noise: 3),
            .rulesFirst
        ),
        (
            "expense category", base(known_logic: 3, exceptions: 3, rule_drift: 3, stranger: 3),
            .rulesFirst
        ),
        (
            "topic of a review", base(known_logic: 1, stranger: 4, noise: 3, volume: 2, privacy: 0),
            .model
        ),
        (
            "urgency of a message",
            base(known_logic: 1, stranger: 3, noise: 2, wrong_cost: 1, undo: 0), .model
        ),
        (
            "credit decision",
            base(known_logic: 1, fields: 3, labels: 4, wrong_cost: 4, explain: 4, check: 3),
            .modelWithHumanCheck
        ),
        (
            "automatic refund",
            base(known_logic: 1, fields: 2, labels: 3, wrong_cost: 3, undo: 4, check: 1),
            .collectEvidence
        ),
        ("which ad is funny", base(known_logic: 0, noise: 0), .collectEvidence),
        ("a bid in two milliseconds", base(known_logic: 1, fields: 3, latency: 4), .rulesFirst),
    ]

    /// A middling feature, changed where the example differs.
    private static func base(
        known_logic: Int = 1, exceptions: Int = 2, rule_drift: Int = 3, stranger: Int = 1,
        fields: Int = 2, labels: Int = 3, noise: Int = 3, wrong_cost: Int = 1, undo: Int = 1,
        explain: Int = 1, check: Int = 3, volume: Int = 2, latency: Int = 1, privacy: Int = 1
    ) -> [String: Int] {
        [
            "shape": 0, "known_logic": known_logic, "exceptions": exceptions,
            "rule_drift": rule_drift, "stranger": stranger, "fields": fields, "labels": labels,
            "noise": noise, "stability": 3, "wrong_cost": wrong_cost, "notice": 1, "undo": undo,
            "explain": explain, "check": check, "volume": volume, "price": 1, "latency": latency,
            "privacy": privacy, "payback": 1, "upkeep": 1,
        ]
    }

    /// Asks as the command does; returns the items asked and the last standing.
    static func interview(
        _ questionnaire: Questionnaire, answering answer: (Item) -> ClosedRange<Int>
    ) -> (asked: [Item], standing: Standing) {
        var asked: [Item] = []
        var standing = Standing(questionnaire, [:])
        while let item = Interview.next(standing, asked: Set(asked.map(\.id))) {
            asked.append(item)
            standing = standing.with(item, answer(item))
        }
        return (asked, standing)
    }

    static func shipped() throws -> Questionnaire {
        let (questionnaire, diagnostics) = QuestionnaireFile.read(Questionnaire.fourFactor)
        guard let questionnaire else { throw diagnostics[0] }
        return questionnaire
    }
}
