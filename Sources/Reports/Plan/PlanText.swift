import Decisions
import JSONCodec
import Statistics
package import Verdicts

/// What `assay plan` has fixed, and what it takes, for people and for programs.
package struct PlanText {
    /// What became of the file.
    package enum Outcome: String, Sendable {
        case written, kept, draft
    }

    private let forecast: PlanForecast
    private let file: String
    private let outcome: Outcome
    private let width: Int

    package init(_ forecast: PlanForecast, file: String, outcome: Outcome, width: Int) {
        self.forecast = forecast
        self.file = file
        self.outcome = outcome
        self.width = width
    }
}

extension PlanText: CustomStringConvertible {
    package var description: String {
        ([head, ""] + table + [""] + notes.flatMap { wrapped($0) }).joined(separator: "\n")
    }

    private var head: String {
        let plan = forecast.plan
        let what =
            switch outcome {
            case .written: "plan frozen in \(file)"
            case .kept: "plan in \(file) still holds"
            case .draft: "a plan that was not written"
            }
        return "\(forecast.feature): \(what), line of evidence \(plan.line), "
            + "hash \(plan.hash.short), \(NumberText.day(plan.frozenAt))"
    }

    private var table: [String] {
        var table = TableText([
            "claim", "differ", "minimum", "planned", "alpha", "one look", "McNemar",
            "watched", "at half",
        ])
        let questions = Set(forecast.claims.map(\.promise.question))
        var question: String?
        for claim in forecast.claims {
            if questions.count > 1, claim.promise.question != question {
                table.append([claim.promise.question])
                question = claim.promise.question
            }
            table.append(row(claim))
        }
        return table.lines(width: width)
    }

    private func row(_ claim: PlanForecast.Claim) -> [String] {
        let promise = claim.promise
        let name =
            promise.challenger == .model ? promise.path : "\(promise.path) behind the rules"
        func count(_ pairs: Int?) -> String {
            pairs.map { NumberText.roundCount($0) } ?? "too many"
        }
        return [
            name,
            NumberText.tablePercent(claim.expectation.disagreement)
                + (claim.expectation.isSeen ? "" : " assumed"),
            NumberText.roundMoney(claim.worthHaving), NumberText.roundMoney(promise.effect),
            NumberText.decimal(claim.alpha, decimals: 4), count(claim.needed.atOneLook),
            count(claim.needed.mcNemar), count(claim.needed.watched),
            count(claim.needed.watchedAtHalf),
        ]
    }

    private var notes: [String] {
        [look, seen, effect] + forecast.leftOut.map(leftOut) + [next]
    }

    private var look: String {
        "Pairs: cases with a known outcome that both were asked; of a user the first case counts. "
            + "`one look` and `McNemar` decide 4 in 5 true effects of the planned size at a single "
            + "planned look; `watched` however often somebody looks (\(PairsNeeded.usualStreams) "
            + "simulated streams), `at half` if the effect is half as large."
    }

    private var seen: String {
        let cases = forecast.casesSeen.values.reduce(0, +)
        return cases > 0
            ? "How often they differ is that of \(NumberText.counted(cases, "case")) in the log; it "
                + "needs no outcomes, and bounds from above how often just one of them is right."
            : "Nothing in the log tells how often they differ, so that is assumed: shadow or "
                + "replay some cases first, and plan then."
    }

    private var effect: String {
        "The planned effect, above the minimum, makes the limits narrow where it is right and is no "
            + "promise: unless `--effect` gives it, the challenger is taken to win two of three "
            + "disagreements, or, where that would not pay, to bring a tenth of a case's standard "
            + "deviation."
    }

    private func leftOut(_ question: String) -> String {
        "`\(question)`: the rules always answered, so that nothing is claimed about the model "
            + "behind them."
    }

    private var next: String {
        switch outcome {
        case .written:
            "What is logged from now on counts; what was there before does not. A change of the "
                + "plan, rules, prompt, model or price begins a new line, with less alpha."
        case .kept:
            "Cases that were logged since it was frozen count. `--renew` freezes another one, which "
                + "begins a new line of evidence."
        case .draft: "Leave out --dry-run to write it."
        }
    }

    private func wrapped(_ text: String) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let longer = lines[lines.count - 1] + (lines[lines.count - 1].isEmpty ? "" : " ") + word
            if longer.count > min(width, 100), !lines[lines.count - 1].isEmpty {
                lines.append(String(word))
            } else {
                lines[lines.count - 1] = longer
            }
        }
        return lines
    }
}

extension PlanText {
    /// One object of the schema `assay.plan/1`.
    package var json: String {
        var writer = JSONWriter(reserving: 1024)
        writer.beginObject()
        writer.member("schema") { $0.string("assay.plan/1") }
        writer.member("feature") { $0.string(forecast.feature) }
        writer.member("file") { $0.string(file) }
        writer.member("outcome") { $0.string(outcome.rawValue) }
        writer.member("plan") { $0.string(forecast.plan.hash.description) }
        writer.member("frozen_at") { $0.string(forecast.plan.frozenAt.description) }
        writer.member("line") { $0.int(forecast.plan.line) }
        writer.member("alpha") { $0.double(forecast.plan.alpha) }
        writer.member("cases_seen") { $0.int(forecast.casesSeen.values.reduce(0, +)) }
        writer.key("claims")
        writer.beginArray()
        for claim in forecast.claims { write(claim, to: &writer) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func write(_ claim: PlanForecast.Claim, to writer: inout JSONWriter) {
        let promise = claim.promise
        writer.beginObject()
        writer.member("question") { $0.string(promise.question) }
        writer.member("path") { $0.string(promise.path) }
        writer.member("challenger") { $0.string(promise.challenger.rawValue) }
        writer.member("alpha") { $0.double(claim.alpha) }
        writer.member("worth_having") { $0.double(claim.worthHaving) }
        writer.member("effect") { $0.double(promise.effect) }
        writer.member("deviation") { $0.double(promise.deviation) }
        writer.member("disagreement") { $0.double(claim.expectation.disagreement) }
        writer.member("disagreement_seen") { $0.bool(claim.expectation.isSeen) }
        func pairs(_ key: String, _ count: Int?) {
            writer.member(key) { if let count { $0.int(count) } else { $0.null() } }
        }
        pairs("pairs_at_one_look", claim.needed.atOneLook)
        pairs("pairs_mcnemar", claim.needed.mcNemar)
        pairs("pairs_watched", claim.needed.watched)
        pairs("pairs_watched_at_half", claim.needed.watchedAtHalf)
        writer.endObject()
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ key: String, _ write: (inout JSONWriter) -> Void) {
        self.key(key)
        write(&self)
    }
}
