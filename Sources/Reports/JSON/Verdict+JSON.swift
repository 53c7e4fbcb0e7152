import Audits
import Decisions
import Evidence
import JSONCodec
import Statistics
package import Verdicts

extension Verdict {
    /// The verdict as one JSON object of the schema `assay.verdict/1`, without a newline.
    ///
    /// Every key is always there; what is unknown is `null`. Money is in dollars, shares and
    /// accuracies lie in [0, 1], intervals cover 95 % unless the key says otherwise.
    package var json: [UInt8] {
        var writer = VerdictJSON(verdict: self)
        writer.write()
        return writer.writer.bytes
    }
}

/// Writes the parts of the object in the order in which people look for them.
struct VerdictJSON {
    let verdict: Verdict
    var writer = JSONWriter(reserving: 4096)

    init(verdict: Verdict) {
        self.verdict = verdict
    }

    mutating func write() {
        writer.beginObject()
        text("schema", "assay.verdict/1")
        text("feature", verdict.feature)
        text("question", verdict.question.name)
        text("verdict", verdict.decision.rawValue)
        text("decided_at", verdict.decidedAt.description)
        text("in_charge", verdict.inCharge)
        number("cases", verdict.counts.cases)
        number("outcomes", verdict.counts.outcomes)
        number("before_plan", verdict.counts.beforePlan)
        number("immature", verdict.counts.immature)
        number("missing_outcomes", verdict.counts.missing)
        number("outcomes_outside_lot", verdict.counts.outsideLot)
        number("labels_of_other_chance", verdict.counts.otherChance)
        number("disputed_outcomes", verdict.counts.disputed)
        number("pairs", verdict.pairs)
        number("units", verdict.units)
        bool("one_case_a_user", verdict.hasUsers)
        paths()
        agreement()
        difference()
        allPaths()
        utility()
        claims()
        oneLooks()
        year()
        breakEven()
        map()
        slices()
        baselines()
        learnt()
        winningBaseline()
        judge()
        frontier()
        noiseFloor()
        selfTests()
        audits()
        texts("reasons", VerdictSentences(verdict).reasons)
        codes()
        summary()
        setup()
        writer.endObject()
    }

    private mutating func summary() {
        let sentences = VerdictSentences(verdict)
        writer.key("summary")
        writer.beginObject()
        text("title", sentences.title)
        text("decision", sentences.decision)
        text("worth_a_year", sentences.worth)
        text("worst_risk", sentences.risk)
        text("what_would_flip_it", sentences.flip)
        text("look_again", sentences.review)
        writer.endObject()
        text("review_at", verdict.review.at.description)
    }

    /// What is missing, as codes that other programs can act on.
    private mutating func codes() {
        writer.key("missing")
        writer.beginArray()
        for reason in verdict.reasons { if let code = reason.missingCode { writer.string(code) } }
        writer.endArray()
        writer.key("cases_needed")
        let needed = verdict.reasons.lazy.compactMap { reason -> Int? in
            if case .tooFewCases(let more) = reason { more } else { nil }
        }.first
        if let needed { writer.int(needed) } else { writer.null() }
    }

    private mutating func setup() {
        double("alpha", verdict.alpha)
        number("line", verdict.line)
        text("depends_on_answer", verdict.outcome.dependsOnAnswer.rawValue)
        writer.key("volume")
        writer.beginObject()
        double("cases_per_year", verdict.volume?.casesPerYear)
        switch verdict.volume?.source {
        case .declared: text("source", "declared")
        case .log: text("source", "log")
        case nil: null("source")
        }
        writer.endObject()
        writer.key("clipped")
        writer.beginObject()
        number("prices", verdict.clipping.prices)
        number("latencies", verdict.clipping.latencies)
        number("calls_without_price", verdict.clipping.unpriced)
        writer.endObject()
        texts("assumptions", AssumptionText(verdict).sentences)
        texts("notes", verdict.notes)
        if let plan = verdict.plan { text("plan", plan.description) } else { null("plan") }
        writer.key("versions")
        writer.beginObject()
        for version in verdict.versions { text(version.path, version.version.description) }
        writer.endObject()
    }

    private mutating func slices() {
        writer.key("slices")
        writer.beginArray()
        for slice in verdict.slices {
            writer.beginObject()
            text("field", slice.field)
            text("value", slice.value)
            bool("promised", slice.isPromised)
            number("pairs", slice.pairs)
            bool("too_few", slice.isTooSmall)
            number("only_model_right", slice.onlyModelRight)
            number("only_heuristic_right", slice.onlyHeuristicRight)
            estimate("difference", slice.difference)
            estimate("agreement", slice.agreement)
            double("adjusted_p", slice.adjustedP)
            bool("found", slice.isFound)
            writer.endObject()
        }
        writer.endArray()
    }

    private mutating func selfTests() {
        writer.key("self_test")
        writer.beginArray()
        for test in verdict.selfTests {
            writer.beginObject()
            text("challenger", test.challenger.rawValue)
            number("units", test.units)
            number("runs", test.runs)
            number("looks", test.looks)
            number("false_claims", test.lies)
            double("false_claims_upper_limit", test.upperLimit)
            number("false_claims_of_an_ordinary_test", test.liesOfAnOrdinaryTest)
            double("alpha", test.alpha)
            writer.endObject()
        }
        writer.endArray()
    }

    private mutating func audits() {
        writer.key("audits")
        writer.beginArray()
        for audit in verdict.audits {
            writer.beginObject()
            text("id", audit.id)
            text("status", audit.status.rawValue)
            text("sentence", audit.sentence)
            writer.endObject()
        }
        writer.endArray()
    }
}

extension Reason {
    /// A stable code where something is missing or in the way; nil for a decision's grounds.
    fileprivate var missingCode: String? {
        switch self {
        case .earns, .allFallShort: nil
        case .noModel: "model"
        case .nothingLogged: "cases"
        case .modelNotAsked, .modelAlwaysFailed: "model_answers"
        case .heuristicNotAsked: "heuristic_answers"
        case .noOutcomes, .missingOutcomes: "outcomes"
        case .noPairs: "pairs"
        case .noEconomics: "economics"
        case .outcomeDependsOnAnswer: "independent_outcomes"
        case .planOutdated, .planNotNoted, .notPromised: "plan"
        case .nothingSincePlan: "cases"
        case .auditFires: "sound_evidence"
        case .priceUnknown, .missingPrices: "price"
        case .boundsExceeded: "declared_bounds"
        case .tooFewCases: "labelled_cases"
        }
    }
}
