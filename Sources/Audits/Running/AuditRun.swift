package import Decisions
package import Evidence
import JSONCodec

/// Several audits in one pass over the log.
///
/// Memory grows with the number of cases and users by a few bytes each, and with what the audits
/// count.
package struct AuditRun: Sendable {
    private var audits: [(question: String, name: String?, audit: any Audit)]
    private let readsFields: Bool
    private let questions: [String: Question]
    private var cases: [String: Set<Int>] = [:]
    /// By question and user, the cases that count.
    private var users: [String: [UInt64: UserCases]] = [:]
    /// Observations taken in so far.
    package private(set) var observations = 0

    private struct UserCases {
        let first: Int
        /// The first in the latest window that the user was seen in.
        var latest: (window: AuditWindow, number: Int)
    }

    /// When the first of them was logged.
    package private(set) var beganAt: Timestamp?

    /// Makes the audits of each scope: one a question, or for some one a feature.
    package init(
        _ types: [any Audit.Type], scopes: [AuditScope], material: AuditMaterial
    ) {
        let names = scopes.count > 1
        audits = scopes.enumerated().flatMap { index, scope in
            types.filter { index == 0 || $0.guide.isPerQuestion }.map { type in
                let name = names && type.guide.isPerQuestion ? scope.question.name : nil
                return (scope.question.name, name, type.init(scope, material))
            }
        }
        questions = Dictionary(
            scopes.map { ($0.question.name, $0.question) }, uniquingKeysWith: { first, _ in first })
        readsFields = types.contains { $0.guide.readsFields }
    }

    package mutating func append(_ logged: LoggedObservation) {
        let logged = withoutStrangeLabel(logged)
        observations += 1
        beganAt = beganAt ?? logged.loggedAt
        let question = logged.question
        let isNew = cases[question, default: []].insert(logged.caseNumber).inserted
        let first = isFirst(logged)
        let fields = readsFields ? (try? JSONValue(parsing: logged.input))?.object : nil
        let observation = AuditObservation(
            logged, fields: fields ?? JSONObject(), isRepeat: !isNew, isFirstOfUser: first.ofAll,
            isFirstInWindow: first.inWindow)
        for index in audits.indices where audits[index].question == question {
            audits[index].audit.append(observation)
        }
    }

    package mutating func append(_ event: LoggedEvent) {
        for index in audits.indices { audits[index].audit.append(event) }
    }

    /// Returns what was found, in the order of the audits' ids.
    package func findings() -> [AuditFinding] {
        audits.map { entry in
            var finding = entry.audit.finding()
            finding.question = entry.name
            return finding
        }.inOrder
    }

    /// A label that the question no longer has agrees with no answer, and says nothing about any.
    private func withoutStrangeLabel(_ logged: LoggedObservation) -> LoggedObservation {
        guard let label = logged.outcome?.value, let question = questions[logged.question],
            question.code(of: label) == nil
        else { return logged }
        var logged = logged
        logged.outcome = nil
        return logged
    }

    /// Whether the case is the user's first, or that one answered anew; of all, and in its window.
    private mutating func isFirst(_ logged: LoggedObservation) -> (ofAll: Bool, inWindow: Bool) {
        guard let user = logged.user else { return (true, true) }
        let key = stableHash(user)
        let window = AuditWindow(holding: logged.happenedAt)
        let number = logged.caseNumber
        guard var known = users[logged.question]?[key] else {
            users[logged.question, default: [:]][key] = UserCases(
                first: number, latest: (window, number))
            return (true, true)
        }
        if known.latest.window < window {
            known.latest = (window, number)
            users[logged.question]?[key] = known
        }
        return (known.first == number, known.latest == (window, number))
    }
}

extension [AuditFinding] {
    /// By the audits' ids, and else as they were.
    package var inOrder: [AuditFinding] {
        let order = AuditID.allCases
        return enumerated().sorted { first, second in
            let places = (
                order.firstIndex(of: first.element.audit) ?? 0,
                order.firstIndex(of: second.element.audit) ?? 0
            )
            return (places.0, first.offset) < (places.1, second.offset)
        }.map(\.element)
    }
}
