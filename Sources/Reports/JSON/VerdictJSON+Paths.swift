import Decisions
import JSONCodec
import Statistics
import Verdicts

/// What the paths did, and how they compare.
extension VerdictJSON {
    mutating func paths() {
        writer.key("paths")
        writer.beginObject()
        path(verdict.heuristic)
        if let model = verdict.model {
            path(model)
        } else {
            writer.key("model")
            writer.beginObject()
            writer.endObject()
        }
        writer.endObject()
    }

    private mutating func path(_ path: PathFigures) {
        writer.key(path.name)
        writer.beginObject()
        text("label", path.label)
        number("asked", path.asked)
        number("answered", path.answered)
        number("abstained", path.abstained)
        number("failed", path.failed)
        number("skipped", path.skipped)
        number("shed", path.shed)
        writer.key("failures")
        writer.beginObject()
        for (reason, count) in path.failures { number(reason, count) }
        writer.endObject()
        number("outcomes", path.judged)
        number("correct", path.correct)
        double("effective_outcomes", path.effectiveJudged)
        number("cases_of_unlabelled_kinds", path.unlabelled.values.reduce(0, +))
        estimate("accuracy", path.accuracy)
        estimate("coverage", path.coverage)
        estimate("accuracy_when_answered", path.accuracyWhenAnswered)
        double("cost_usd", path.cost.total)
        double("cost_per_call_usd", path.cost.mean)
        double("cost_per_correct_usd", path.cost.perCorrect)
        number("calls_without_price", path.cost.unpriced)
        number("calls_priced_later", path.cost.pricedLater)
        utility(path.utility)
        writer.key("latency_ms")
        writer.beginObject()
        double("p50", path.latency?.p50)
        double("p95", path.latency?.p95)
        double("p99", path.latency?.p99)
        bool("recorded", path.latency?.isRecorded ?? false)
        writer.endObject()
        double("recorded_share", path.recordedShare)
        confidence(path.stated)
        let labels = verdict.question.labels
        table("confusion", path.confusion, rows: labels, columns: labels + ["", ""])
        writer.endObject()
    }

    /// Dollars a case with an outcome: what a path earns is positive, what it costs negative.
    private mutating func utility(_ figures: UtilityFigures?) {
        writer.key("utility_usd_per_case")
        writer.beginObject()
        double("total", figures?.total)
        double("correct", figures?.correct)
        double("wrong", figures?.wrong)
        double("abstained", figures?.abstained)
        double("failed", figures?.failed)
        double("price", figures?.price)
        double("waiting", figures?.waiting)
        writer.endObject()
    }

    /// Writes the counts that are not 0: `[{"truth":…,"answer":…,"count":…}]`.
    ///
    /// The columns after the options are `abstained` and `failed`, told by `status`.
    private mutating func table(
        _ key: String, _ table: CountTable, rows: [String], columns: [String]
    ) {
        writer.key(key)
        writer.beginArray()
        for row in 0..<table.rows {
            for column in 0..<table.columns where table[row, column] > 0 {
                writer.beginObject()
                text("truth", rows[row])
                if column < rows.count {
                    text("answer", columns[column])
                } else {
                    null("answer")
                }
                let status: Answer.Status =
                    column < rows.count ? .answered : column == rows.count ? .abstained : .failed
                text("status", status.name)
                number("count", table[row, column])
                writer.endObject()
            }
        }
        writer.endArray()
    }

    mutating func agreement() {
        let figures = verdict.agreement
        writer.key("agreement")
        writer.beginObject()
        number("both_answered", figures?.bothAnswered ?? 0)
        estimate("raw", figures?.raw)
        estimate("ac1", figures?.ac1)
        estimate("kappa", figures?.kappa)
        estimate("quadratic_kappa", figures?.quadraticKappa)
        double("equal_shares_p", figures?.equalSharesP)
        writer.key("pairs")
        writer.beginArray()
        if let table = figures?.table { answerPairs(table) }
        writer.endArray()
        writer.endObject()
    }

    private mutating func answerPairs(_ table: CountTable) {
        let labels = verdict.question.labels
        for row in 0..<table.rows {
            for column in 0..<table.columns where table[row, column] > 0 {
                writer.beginObject()
                text(verdict.heuristic.name, labels[row])
                text(verdict.model?.name ?? "model", labels[column])
                number("count", table[row, column])
                writer.endObject()
            }
        }
    }

    mutating func difference() {
        let figures = verdict.difference
        writer.key("difference")
        writer.beginObject()
        double("estimate", figures?.difference.value)
        double("low", figures?.difference.interval.lower)
        double("high", figures?.difference.interval.upper)
        number("only_model_right", figures?.onlyModelRight ?? 0)
        number("only_heuristic_right", figures?.onlyHeuristicRight ?? 0)
        writer.key("tango")
        writer.beginObject()
        double("low", figures?.tango.lower)
        double("high", figures?.tango.upper)
        writer.endObject()
        double("mid_p", figures?.midP)
        double("e_value", figures?.eValue)
        double("anytime_p", figures?.anytimeP)
        texts("one_look", ["mid_p", "low", "high", "tango"])
        texts("assume_steady_effect", ["e_value", "anytime_p"])
        writer.endObject()
    }

    /// What textbooks would say at one look, challenger by challenger.
    mutating func oneLooks() {
        writer.key("one_look")
        writer.beginArray()
        for look in verdict.oneLooks {
            guard let figures = look.figures() else { continue }
            writer.beginObject()
            text("challenger", look.challenger.rawValue)
            number("cases", look.differences.count)
            double("share", look.share)
            estimate("student", figures.mean)
            writer.key("bootstrap")
            writer.beginObject()
            double("low", figures.bootstrap?.lower)
            double("high", figures.bootstrap?.upper)
            writer.endObject()
            double("sign_flip_p", figures.signFlipP)
            double("equivalence_p", figures.equivalenceP)
            writer.endObject()
        }
        writer.endArray()
    }
}
