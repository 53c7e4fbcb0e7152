import Decisions
import Evidence
import Foundation
import Reports
import ShadowEvaluation

/// The screen on which people say what is true: of the cases that were drawn for it, the first whose
/// truth is not known, both answers without their authors.
struct LabelEndpoint: Sendable {
    let features: FeatureDirectory
    let services: GatewayServices
    let evidence: EvidenceShelf
    let token: FormToken
    let passed: PassedCases
    let now: @Sendable () -> Timestamp

    private static let longestRater = 80

    /// Shows the next case; `cookie` has the name that its rater gave before.
    func next(
        _ name: String, cookie: String?, for grant: KeyRing.Grant?
    ) async throws(WireProblem) -> WireReply {
        let served = try features.served(name)
        let waiting = try await waiting(served)
        let rater = Self.rater(cookie) ?? grant?.name ?? ""
        let page = LabelPage(
            feature: name, task: try await task(served, waiting), remaining: waiting.count,
            rater: rater, token: token.token(name, for: grant))
        return Page.reply(page.html)
    }

    /// Logs a label, and goes on to the next case.
    func label(
        _ name: String, _ body: [UInt8], for grant: KeyRing.Grant?
    ) async throws(WireProblem) -> WireReply {
        let served = try features.served(name)
        let form = try FormBody(body)
        guard token.isValid(form["token"], name, for: grant) else {
            throw WireProblem(.forbidden, "the form is from another page or too old; load it again")
        }
        guard let id = form["observation"].flatMap({ EvidenceID($0) }) else {
            throw WireProblem(.invalid, "the form names no observation")
        }
        let rater = try Self.checked(rater: form["rater"])
        if form["skip"] != nil {
            passed.add(id)
        } else {
            try await log(form["value"] ?? "", of: id, by: rater, served)
            await evidence.forget(name)
        }
        return Page.redirect(to: PageLink.labels(name), cookie: Self.cookie(rater))
    }

    // MARK: Cases

    private func waiting(_ served: ServedFeature) async throws(WireProblem) -> [EvidenceID] {
        do {
            let all = try await evidence.latest(of: served).unlabelled
            return all.filter { !passed.contains($0) }
        } catch {
            throw Self.unavailable
        }
    }

    private func task(
        _ served: ServedFeature, _ waiting: [EvidenceID]
    ) async throws(WireProblem) -> LabelPage.Task? {
        let feature = served.feature
        guard let id = waiting.first, let found = try await observation(id, served) else {
            return nil
        }
        let question = feature.questions[found.question]
        return LabelPage.Task(
            observationID: id.description, caseID: found.caseID,
            instructions: CaseText(feature).asked(question),
            fields: CaseText(feature, longest: 20_000).fields(found),
            answers: found.answers.blinded(in: found.id),
            options: question.options.map { ($0.value.description, $0.description) })
    }

    private func observation(
        _ id: EvidenceID, _ served: ServedFeature
    ) async throws(WireProblem) -> LiveObservation? {
        do {
            let key = try await services.key(of: served.feature)
            return try await services.store.liveObservation(id, of: key)
        } catch {
            throw Self.unavailable
        }
    }

    // MARK: Labels

    private func log(
        _ text: String, of id: EvidenceID, by rater: String, _ served: ServedFeature
    ) async throws(WireProblem) {
        guard let found = try await observation(id, served) else {
            throw WireProblem(.invalid, "the log has no such observation")
        }
        let question = served.feature.questions[found.question]
        guard let code = question.options.firstIndex(where: { $0.value.description == text })
        else { throw WireProblem(.invalid, "the form's value is none of the question's") }
        do {
            let key = try await services.key(of: served.feature)
            let lot = try await LabelLot(served.feature, key, in: services.store)
            let label = Label(
                question.options[code].value, of: id, caseID: found.caseID, question: question,
                by: rater, shown: found.answers,
                probability: lot.draw(
                    ofCase: found.caseNumber, answers: found.answers, AnswerPairs(served.feature),
                    question: found.question)?.probability,
                at: now())
            try await label.log(in: services.store, of: key)
        } catch {
            throw Self.unavailable
        }
    }

    private static var unavailable: WireProblem {
        WireProblem(.unavailable, "the evidence log cannot be used now; try again later")
    }

    // MARK: Raters

    private static func checked(rater: String?) throws(WireProblem) -> String {
        let name = (rater ?? "").trimmingCharacters(in: .whitespaces)
        let isName =
            !name.isEmpty && name.utf8.count <= longestRater
            && name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard isName else {
            throw WireProblem(.invalid, "say who you are, in at most \(longestRater) bytes")
        }
        return name
    }

    private static func cookie(_ rater: String) -> String? {
        rater.addingPercentEncoding(withAllowedCharacters: .alphanumerics).map {
            "assay_rater=\($0); Path=/features; Max-Age=31536000; HttpOnly; SameSite=Strict"
        }
    }

    private static func rater(_ cookie: String?) -> String? {
        let pairs = (cookie ?? "").split(separator: ";").map {
            $0.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        }
        guard let pair = pairs.first(where: { $0.count == 2 && $0[0] == "assay_rater" }),
            let text = String(pair[1]).removingPercentEncoding
        else { return nil }
        return try? checked(rater: text)
    }
}
