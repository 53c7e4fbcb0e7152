import Decisions
import Statistics
import Verdicts

/// What the figures rest on, a sentence each.
struct AssumptionText {
    private let verdict: Verdict

    init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    var sentences: [String] {
        [
            alpha, frozen, split, order, outcomes, labels, otherChances, strata, unlabelled,
            sampling,
            users, bounds, clipping, laterPrices, volume,
        ].compactMap(\.self)
    }

    private var alpha: String {
        let error = NumberText.percent(verdict.alpha)
        return "However often somebody looks, a wrong claim is made with a chance of at most "
            + "\(error) (line of evidence \(verdict.line)\(lineSource)), "
            + "shared by all claims. The deciding limits hold for the average over the cases so far "
            + "even if the effect drifts; the p-values and the limits for a steady effect do not."
    }

    /// Without a plan, every version that was logged is a line.
    private var lineSource: String {
        verdict.plan == nil ? ": the versions tried so far" : ""
    }

    private var frozen: String {
        guard let plan = verdict.plan else {
            return "No plan was frozen before looking, so a default stands in: 5% shared by all "
                + "claims, no planned effect, and every case counts. That chance holds if costs, "
                + "rules and prompt were chosen without a look at these cases."
        }
        let before = verdict.counts.beforePlan
        return "The plan \(plan.short) was frozen before looking; cases count from where the log "
            + "first heard of it"
            + (before > 0
                ? ", \(NumberText.counted(before, "earlier case does", "earlier cases do")) not."
                : ".")
    }

    private var order: String {
        "Cases count in the order of their time, once they are older than `matures_after`"
            + (verdict.counts.undated > 0
                ? "; "
                    + NumberText.counted(
                        verdict.counts.undated, "case without a time counts as old and comes",
                        "cases without a time count as old and come") + " first." : ".")
    }

    private var outcomes: String? {
        verdict.counts.missing > 0
            ? "Cases that are old enough and have no known outcome count at their worst against "
                + "every claim, but for those on which the paths agree: there no outcome tells "
                + "them apart."
            : nil
    }

    private var labels: String? {
        let chance = verdict.outcome.labels.disagreements
        let outside = verdict.counts.outsideLot
        guard chance < 1, !verdict.claims.contains(where: \.isOfSplit) else { return nil }
        return "Of the cases on which the paths differ \(NumberText.percent(chance)) were drawn to "
            + "be labelled: those count by the inverse of that chance, the others with price and "
            + "waiting alone, even where their outcome is known"
            + (outside > 0 ? ", as in \(NumberText.counted(outside, "case"))." : ".")
    }

    private var otherChances: String? {
        let count = verdict.counts.otherChance
        guard count > 0 else { return nil }
        return "\(NumberText.counted(count, "label was", "labels were")) drawn with another chance "
            + "than `labels` in feature.yaml gives now, as by a label plan; a case counts by today's, "
            + "whose lot keeps all that a smaller chance drew, and labels beyond it count for the "
            + "judge's figures alone."
    }

    private var strata: String? {
        let paths = [verdict.heuristic, verdict.model].compactMap(\.self)
        guard paths.contains(where: { $0.effectiveJudged != nil }) else { return nil }
        return "Cases on which the paths differ were labelled at another rate than those on which "
            + "they agree: accuracies, differences, utilities and baselines count each kind by how "
            + "many cases there are of it. Counts in tables are of the labelled cases; calibration is of "
            + "a part of them, drawn so that each kind is as frequent as among all."
    }

    private var unlabelled: String? {
        let paths = [verdict.heuristic, verdict.model].compactMap(\.self)
        let kinds = paths.reduce(into: [:]) { $0.merge($1.unlabelled) { first, _ in first } }
        let texts = [(CaseStratum.agreeing, "agree"), (.differing, "differ")].compactMap {
            kind, verb in
            kinds[kind].map { "\(NumberText.counted($0, "case")) on which the paths \(verb)" }
        }
        guard !texts.isEmpty else { return nil }
        return "No truth is known of the \(texts.joined(separator: " and the ")): the intervals of "
            + "accuracies and their difference have room for whatever it is. Label some of them "
            + "(`labels` in feature.yaml)."
    }

    private var split: String? {
        guard let claim = verdict.claims.first(where: \.isOfSplit) else { return nil }
        return
            "Acting on an answer shapes the outcome, so that the claim rests on who was drawn to "
            + "be in charge: \(NumberText.counted(claim.units, "unit")), each weighted by its logged "
            + "probability. Of a user the first case counts."
    }

    private var sampling: String? {
        guard let claim = verdict.claims.first(where: \.isUnequal),
            let units = claim.effectiveUnits
        else { return nil }
        return "The model was asked with unequal probabilities: cases count by the inverse of the "
            + "logged one, those that were not asked with nothing; that is worth "
            + "\(NumberText.count(Int(units))) cases of equal probability (Kish). Other figures "
            + "describe the cases that were asked."
            + (verdict.rarerUnits > 0
                ? " \(NumberText.counted(verdict.rarerUnits, "case was", "cases were")) drawn with a "
                    + "smaller probability than the least that `shadow` in feature.yaml gives now: "
                    + "they count at their worst." : "")
    }

    private var users: String? {
        verdict.hasUsers
            ? "Each user counts once in the deciding limits, with the first case; the other "
                + "intervals take cases for independent."
            : "Cases are taken for independent of each other"
                + (verdict.unit == .case ? ", as the plan says." : ": none names a user.")
    }

    private var bounds: String? {
        guard !verdict.claims.isEmpty else { return nil }
        let texts = verdict.claims.map {
            "\($0.challenger.rawValue) \(NumberText.money($0.bounds.lower)) to "
                + NumberText.money($0.bounds.upper)
        }
        return "Declared bounds of a case's difference: " + texts.joined(separator: "; ") + "."
    }

    private var clipping: String? {
        let clipped = verdict.clipping
        var sentences: [String] = []
        if clipped.prices + clipped.latencies > 0 {
            sentences.append(
                "Cut at their declared bounds: \(NumberText.counted(clipped.prices, "price")) and "
                    + "\(NumberText.counted(clipped.latencies, "wait")).")
        }
        if clipped.unpriced > 0 {
            sentences.append(
                NumberText.counted(
                    clipped.unpriced, "call without a price counts", "calls without a price count")
                    + " at the highest one for the estimate and the lower limit, and at none for the "
                    + "upper limit.")
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    private var laterPrices: String? {
        guard let count = verdict.model?.cost.pricedLater, count > 0 else { return nil }
        return "\(NumberText.count(count)) answers count at today's price: theirs was unknown when "
            + "they were logged."
    }

    private var volume: String? {
        guard let volume = verdict.volume else {
            return "Upkeep, if any, is left out, as nobody knows how many cases a year there are: "
                + "add `cases_per_year` to `economics`."
        }
        let cases = NumberText.count(Int(volume.casesPerYear.rounded()))
        return switch volume.source {
        case .declared: "\(cases) cases a year, as feature.yaml declares."
        case .log:
            "\(cases) cases a year, if the log's pace goes on."
                + (verdict.year?.upkeep == nil
                    ? ""
                    : " Upkeep is paid in the year's money and not in what a change must bring: for "
                        + "that, add `cases_per_year` to `economics`.")
        }
    }
}
