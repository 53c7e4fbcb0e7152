import Advisor
import Decisions
import Foundation
import Reports

/// The interview in the browser: a question a page, and the advice as a page to share.
struct AdviceEndpoint: Sendable {
    let shelf: (any AssessmentShelf)?
    let token: FormToken
    let now: @Sendable () -> Timestamp

    /// More assessments, or more answers in one, are more than people give.
    private static let most = 1_000
    /// What the token of the first form stands for; no feature is called so.
    private static let beginning = "/advise"

    /// Shows the ideas that were asked about, and begins another.
    func list(for grant: KeyRing.Grant?) async -> WireReply {
        await page { shelf throws(WireProblem) in
            var rows: [AdviceListPage.Row] = []
            for name in try await attempt({ try await shelf.names() }).prefix(Self.most) {
                // A file that somebody broke must not take the others from the page.
                guard let assessment = try? await shelf.assessment(of: name) else {
                    rows.append(.init(name: name, advice: nil))
                    continue
                }
                rows.append(
                    .init(name: name, advice: Advice(assessment, shelf.questionnaire)))
            }
            return Page.reply(
                AdviceListPage(
                    rows: rows, person: grant?.name ?? "",
                    token: token.token(Self.beginning, for: grant)
                ).html)
        }
    }

    /// Takes an idea's name and goes on to its first question.
    func begin(_ body: [UInt8], for grant: KeyRing.Grant?) async -> WireReply {
        await page { shelf throws(WireProblem) in
            let form = try AdviceForm(body)
            try check(form, Self.beginning, grant)
            let person = try form.person()
            let feature = try form.feature()
            let names = try await attempt { try await shelf.names() }
            guard names.contains(feature) || names.count < Self.most else {
                throw WireProblem(
                    .conflict, "there are \(Self.most) assessments; remove some first")
            }
            return Page.redirect(to: PageLink.advise(feature, by: person))
        }
    }

    /// Shows the next question for `person`, or the one that `item` names.
    func question(
        _ feature: String, by person: String?, item: String?, for grant: KeyRing.Grant?
    ) async -> WireReply {
        await page { shelf throws(WireProblem) in
            try Self.check(feature)
            let assessment = try await attempt { try await shelf.assessment(of: feature) }
            guard let person = try Self.person(person, grant) else {
                return Page.reply(
                    AdviceListPage(
                        rows: [], person: "", token: token.token(Self.beginning, for: grant),
                        feature: feature
                    ).html)
            }
            let questionnaire = shelf.questionnaire
            let named = item.flatMap { questionnaire.item($0) }
            guard let item = named ?? Interview.next(for: person, assessment, questionnaire) else {
                return Page.redirect(to: PageLink.advice(feature))
            }
            return Page.reply(
                InterviewPage(
                    item, assessment, by: person, token: token.token(feature, for: grant)
                ).html)
        }
    }

    /// Saves an answer, and goes on; the last answer logs the forecast.
    func answer(_ feature: String, _ body: [UInt8], for grant: KeyRing.Grant?) async -> WireReply {
        await page { shelf throws(WireProblem) in
            try Self.check(feature)
            let form = try AdviceForm(body)
            try check(form, feature, grant)
            let person = try form.person()
            let questionnaire = shelf.questionnaire
            let entry = try form.entry(questionnaire, by: person)
            let time = Assessment.Forecast.time(now())
            let changed = try await attempt {
                try await shelf.change(feature) { assessment in
                    assessment.record(entry)
                    guard assessment.entries.count <= Self.most else {
                        throw AssessmentProblem("\(feature) has \(Self.most) answers; no more fit")
                    }
                    if Interview.next(for: person, assessment, questionnaire) == nil {
                        assessment.record(
                            Advice(assessment, questionnaire).forecast(on: time, by: person))
                    }
                }
            }
            let isDone = Interview.next(for: person, changed, questionnaire) == nil
            return Page.redirect(
                to: isDone ? PageLink.advice(feature) : PageLink.advise(feature, by: person))
        }
    }

    /// Shows the advice; whoever may read may have the address.
    func result(_ feature: String) async -> WireReply {
        await page { shelf throws(WireProblem) in
            try Self.check(feature)
            let assessment = try await attempt { try await shelf.assessment(of: feature) }
            guard !assessment.entries.isEmpty else {
                return Page.redirect(to: PageLink.advise(feature))
            }
            return Page.reply(AdvicePage(Advice(assessment, shelf.questionnaire)).html)
        }
    }

    // MARK: Trouble

    /// People see a page, whatever goes wrong.
    private func page(
        _ body: (any AssessmentShelf) async throws(WireProblem) -> WireReply
    ) async -> WireReply {
        do throws(WireProblem) {
            guard let shelf else {
                throw WireProblem(.unavailable, "this server has no assessments")
            }
            return try await body(shelf)
        } catch {
            let status = error.reply(in: nil).status
            return Page.reply(AdviceProblemPage(message: error.message).html, status: status)
        }
    }

    private func attempt<Value>(
        _ body: () async throws -> Value
    ) async throws(WireProblem) -> Value {
        do {
            return try await body()
        } catch let problem as AssessmentProblem {
            throw WireProblem(.conflict, problem.message)
        } catch {
            throw WireProblem(.unavailable, "the assessments cannot be read now; try again later")
        }
    }

    private func check(
        _ form: AdviceForm, _ subject: String, _ grant: KeyRing.Grant?
    ) throws(WireProblem) {
        guard token.isValid(form.token, subject, for: grant) else {
            throw WireProblem(.forbidden, "the form is from another page or too old; load it again")
        }
    }

    private static func check(_ feature: String) throws(WireProblem) {
        guard FeatureFile.isFeatureName(feature) else {
            throw WireProblem(
                .invalid, "there is no such feature; its name has letters, digits, `-` and `_`")
        }
    }

    /// Who answers: the name in the address, or the key's.
    private static func person(
        _ text: String?, _ grant: KeyRing.Grant?
    ) throws(WireProblem) -> String? {
        guard let text else { return grant?.name }
        return try AdviceForm.checked(person: text)
    }
}
