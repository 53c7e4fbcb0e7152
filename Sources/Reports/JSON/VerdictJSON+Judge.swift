import Decisions
import JSONCodec
import Verdicts

extension VerdictJSON {
    /// Writes what a judge's labels add; null where there are none.
    mutating func judge() {
        writer.key("judge")
        guard let figures = verdict.judge else { return writer.null() }
        writer.beginObject()
        if let judge = figures.judge { text("rater", judge) } else { null("rater") }
        number("other_judges", figures.otherJudges)
        bool("is_compared_path", figures.isComparedPath)
        number("cases", figures.cases)
        number("outcomes", figures.labelled)
        number("outcomes_lacking", figures.lacking)
        part("paths_differ", figures.differing)
        part("one_has_no_answer", figures.silent)
        part("paths_agree", figures.agreeing)
        writer.key("agreement_with_outcomes")
        writer.beginObject()
        estimate("raw", figures.agreement?.raw)
        estimate("ac1", figures.agreement?.ac1)
        estimate("kappa", figures.agreement?.kappa)
        writer.endObject()
        text("method", figures.drawing == nil ? "stratified PPI++" : "active inference")
        bool("one_look", true)
        labelPlan(figures.drawing)
        writer.key("estimates")
        writer.beginObject()
        for measure in figures.measures { self.measure(measure) }
        writer.endObject()
        writer.endObject()
    }

    private mutating func labelPlan(_ drawing: JudgeFigures.Drawing?) {
        writer.key("label_plan")
        guard let drawing else { return writer.null() }
        let plan = drawing.plan
        writer.beginObject()
        text("hash", plan.hash.description)
        text("frozen_at", plan.frozenAt.description)
        number("last_case", plan.lastCase)
        number("planned", plan.planned)
        double("scale", plan.scale)
        double("least", plan.least)
        number("drawn", drawing.drawn)
        number("outcomes", drawing.labelled)
        writer.endObject()
    }

    private mutating func part(_ key: String, _ part: JudgeFigures.Part) {
        writer.key(key)
        writer.beginObject()
        number("cases", part.cases)
        number("outcomes", part.labelled)
        writer.endObject()
    }

    private mutating func measure(_ measure: JudgeFigures.Measure) {
        writer.key(measure.kind.rawValue)
        writer.beginObject()
        estimate("with_judge", measure.estimate)
        estimate("outcomes_alone", measure.withoutJudge)
        double("lambda_paths_differ", measure.trust.differing)
        double("lambda_one_has_no_answer", measure.trust.silent)
        double("lambda_paths_agree", measure.trust.agreeing)
        double("worth_times_as_many_outcomes", measure.gain)
        writer.endObject()
    }
}
