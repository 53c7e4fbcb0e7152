package import Advisor
import Statistics

/// What the probe measured, as a page of text: an honest sentence for each figure.
package struct SignalProbeText {
    private static let labelWidth = 16

    private let probe: SignalProbe
    private let style: ANSIStyle
    private let width: Int

    package init(_ probe: SignalProbe, isColored: Bool, width: Int) {
        self.probe = probe
        style = ANSIStyle(isColored: isColored)
        self.width = min(width, 100)
    }

    package var text: String {
        let blocks: [[String]] = [
            LabelledText.wrap(headline, width: width).map(style.bold),
            warnings.flatMap { lines("Check first", $0, style: style.yellow) }
                + lines("Without it", withoutSuspects),
            [
                lines("Data", data), lines("Answers", balance), lines("Signal", signal),
                lines("Chance", chance), lines("Copies", copies), lines("Over time", stability),
                lines("Label noise", noise), lines("More labels", curve),
                lines("Best rule", rule), ["", rulePad + probe.rule.cel, ""],
                lines("Lookup", lookup), lines("Left out", idle),
            ].flatMap { $0 },
        ]
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
            .joined(separator: "\n\n")
    }

    private var rulePad: String { String(repeating: " ", count: min(Self.labelWidth, width / 4)) }
    private var label: String { probe.columns.label }

    private func lines(
        _ label: String, _ text: String?, style: (String) -> String = { $0 }
    ) -> [String] {
        guard let text, !text.isEmpty else { return [] }
        return LabelledText(labelWidth: Self.labelWidth, width: width).lines(
            label, text, style: style)
    }

    private var headline: String {
        guard probe.seesSignal else {
            return
                "These small learners saw no signal for `\(label)` in \(rows). That says no more: "
                + "more cases, other fields or a pretrained model on text may still find one."
        }
        if !probe.suspects.isEmpty {
            let fields = probe.suspects.prefix(4).map { "`\($0.field)`" }
            return
                "Look at \(fields.joined(separator: ", ")) before you believe the rest: what "
                + "foretells `\(label)` so well may be written down after the answer is known."
        }
        let lift = probe.signal.better.lift.interval
        guard lift.lower > 0 else {
            guard lift.upper >= 0 else {
                return
                    "What the earlier cases teach about `\(label)` does not hold for the later ones: "
                    + "it is worse than always giving the commonest answer."
            }
            return
                "The fields say something about `\(label)`, but not enough to beat the commonest "
                + "answer clearly."
        }
        guard let share = probe.rule.shareOfLift else {
            return "The fields foretell `\(label)`."
        }
        return share.value >= 0.8
            ? "The fields foretell `\(label)`, and three questions get "
                + "\(Self.percent(share.value)) of what a learner gets: start with a rule."
            : "The fields foretell `\(label)`, and three questions get only "
                + "\(Self.percent(share.value)) of what a learner gets."
    }

    private var rows: String { NumberText.counted(probe.rows, "case") }

    private var warnings: [String] {
        probe.suspects.map { suspect in
            let why =
                switch suspect.reason {
                case .tellsAlone:
                    "`\(suspect.field)` alone is right in \(Self.estimate(suspect.accuracy)) of cases"
                case .presentOnly(let label):
                    "`\(suspect.field)` is there nearly only for `\(label)`: in "
                        + "\(Self.estimate(suspect.accuracy)) of the cases that have it"
                case .missingOnly(let label):
                    "`\(suspect.field)` is missing nearly only for `\(label)`: in "
                        + "\(Self.estimate(suspect.accuracy)) of the cases that lack it"
                }
            return
                "\(why). Is it known before the answer is? If not, probe again with "
                + "`--without \(suspect.field)`; if it is, with `--known-before \(suspect.field)`."
        }
    }

    private var withoutSuspects: String? {
        probe.liftWithoutSuspects.map { "The lift of all other fields is \(Self.points($0))." }
    }

    private var data: String {
        let split =
            probe.isForward
            ? "learnt from the first \(NumberText.count(probe.learning)), measured on the "
                + "\(NumberText.count(probe.heldOut)) after them"
            : "learnt from \(NumberText.count(probe.learning)) at random, measured on the other "
                + "\(NumberText.count(probe.heldOut)); with `--time` the later ones are foretold "
                + "from the earlier ones, as in production"
        var text = "\(rows), \(split)."
        if probe.unlabelled > 0 {
            text += " \(NumberText.counted(probe.unlabelled, "row")) without a label left out."
        }
        if probe.untimed > 0 {
            text += " \(NumberText.counted(probe.untimed, "row")) without a time left out."
        }
        if probe.isOrderOfTexts, let time = probe.columns.time {
            text += " `\(time)` holds no ISO dates, so its order is that of its texts."
        }
        return text
    }

    private var balance: String {
        let shown = probe.balance.prefix(3).map { "`\($0.label)` \(Self.estimate($0.share))" }
        let more = probe.balance.count - shown.count
        return shown.joined(separator: ", ")
            + (more > 0 ? ", and \(NumberText.counted(more, "other answer"))" : "") + "."
    }

    private var signal: String {
        let better = probe.signal.better
        let learners = probe.signal.learners.map {
            "\(Self.name($0.kind)) \(Self.estimate($0.accuracy))"
        }
        return
            "Always answering `\(probe.signal.majority)` is right in "
            + "\(Self.estimate(probe.signal.majorityAccuracy)); small learners are right in: "
            + "\(learners.joined(separator: ", ")). The lift of \(Self.name(better.kind)), which "
            + "did better on earlier cases, is \(Self.points(better.lift))."
    }

    private var chance: String {
        let permutation = probe.signal.permutation
        return
            "If predictions and labels had nothing to do with each other, they would fit so well "
            + "with probability \(Self.probability(permutation.p)) (labels of the held-out cases "
            + "permuted \(NumberText.count(permutation.rounds)) times against fixed predictions)."
    }

    private var copies: String? {
        guard probe.signal.copies > 0 else { return nil }
        let share = Double(probe.signal.copies) / Double(probe.heldOut)
        return
            "\(Self.percent(share)) of the held-out cases have an input that was learnt from"
            + (probe.signal.liftWithoutCopies.map {
                "; on the others the lift is \(Self.points($0))."
            } ?? ".")
    }

    private var stability: String {
        guard let stability = probe.stability else {
            return probe.isForward
                ? "There are too few cases to tell whether the lift lasts."
                : "Unknown: without `--time` nothing tells whether the lift lasts."
        }
        let lifts = stability.blocks.map {
            "\(NumberText.decimal($0.lift.value * 100, decimals: 1)) "
                + "(\(Self.range($0.lift.interval)))"
        }
        let change =
            stability.changeP <= 0.05
            ? "they differ by more than chance (p \(Self.probability(stability.changeP)))"
            : "no more change than chance makes (p \(Self.probability(stability.changeP)))"
        return
            "Learnt once from the first \(NumberText.count(stability.learning)), the lift in the "
            + "\(stability.blocks.count) blocks after them is, in points: "
            + "\(lifts.joined(separator: ", ")); \(change)."
            + (avoided(stability) ?? "")
    }

    private func avoided(_ stability: StabilityFigures) -> String? {
        guard let earlier = stability.avoidedEarlier, let later = stability.avoidedLater else {
            return nil
        }
        return
            " Of the commonest answer's mistakes it avoids \(Self.percent(earlier)) in the earlier "
            + "half and \(Self.percent(later)) in the later"
            + (stability.kept.map {
                ": \(Self.percent($0.value)) of it is kept (\(Self.range($0.interval)))."
            } ?? ".")
    }

    private var noise: String {
        var sentences: [String] = []
        if let raters = probe.raters {
            let alpha = [raters.alpha, raters.intervalAlpha].compactMap(\.self).map {
                NumberText.decimal($0, decimals: 2)
            }
            sentences.append(
                "Two raters of the same case agree in \(Self.estimate(raters.agreement))"
                    + (alpha.isEmpty
                        ? "" : " (Krippendorff's α \(alpha.joined(separator: ", as numbers ")))")
                    + ".")
            if let ceiling = raters.ceiling {
                sentences.append(
                    "A rater agrees with the others' commonest answer in "
                        + "\(Self.estimate(ceiling)): about as right as anything can be shown to be."
                )
            }
        }
        if let agreement = probe.noise.agreement {
            sentences.append(
                "\(NumberText.counted(probe.noise.repeated, "case")) share their input with another; "
                    + "two of the same input have the same label in \(Self.estimate(agreement)), "
                    + "and \(Self.percent(Double(probe.noise.contradicted) / Double(probe.rows))) "
                    + "of all cases are contradicted.")
        } else {
            sentences.append("No input comes twice, so identical cases cannot tell it.")
        }
        return sentences.joined(separator: " ")
    }

    private var curve: String {
        guard let curve = probe.curve else {
            return "There are too few cases for a learning curve."
        }
        let gain = curve.doublingGain
        let range = Self.range(gain.interval)
        let verdict =
            gain.interval.upper < curve.testNoise
            ? "less than \(NumberText.count(probe.heldOut)) held-out cases can show"
            : gain.interval.lower > curve.testNoise ? "which would show" : "which may not show"
        return
            "Twice as many labels would make about \(Self.amount(gain.value)) points more right "
            + "(\(range)), \(verdict); errors so far: "
            + curve.points.map { "\(Self.percent($0.error)) with \(NumberText.count($0.examples))" }
            .joined(separator: ", ") + "."
    }

    private var rule: String {
        let rule = probe.rule
        var text =
            "The best rule of three levels is right in \(Self.estimate(rule.accuracy)), a lift of "
            + "\(Self.points(rule.lift))."
        if let accuracy = rule.sureAccuracy {
            text +=
                " In \(Self.percent(rule.coverage.value)) of cases it ends in a branch that was at "
                + "least \(Self.percent(RuleFigures.sureness)) right when it was learnt; there it is "
                + "right in \(Self.estimate(accuracy))."
        } else {
            text +=
                " None of its branches was \(Self.percent(RuleFigures.sureness)) right when it was "
                + "learnt."
        }
        return text
    }

    private var lookup: String {
        let lookup = probe.lookup
        let inputs =
            lookup.accuracy.map {
                "\(Self.percent(lookup.coverage.value)) of cases have an input that always had one "
                    + "label before; looking it up is right in \(Self.estimate($0))."
            } ?? "No case has an input that was met before."
        let field =
            lookup.field.flatMap { $0.coverage.value >= 0.01 ? $0 : nil }.map {
                " The value of `\($0.name)` alone, where it always had one label, settles "
                    + "\(Self.percent($0.coverage.value)) and is right in \(Self.estimate($0.accuracy))."
            } ?? ""
        return inputs + field
    }

    private var idle: String? {
        guard !probe.idle.isEmpty else { return nil }
        let shown = probe.idle.prefix(8).map { "`\($0.field)` (\($0.reason))" }
        let more = probe.idle.count - shown.count
        return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "") + "."
    }

    private static func name(_ kind: LearnerKind) -> String {
        switch kind {
        case .naiveBayes: "naive Bayes"
        case .logistic: "logistic regression"
        }
    }

    private static func percent(_ share: Double) -> String { NumberText.tablePercent(share) }

    private static func estimate(_ estimate: Estimate) -> String {
        "\(percent(estimate.value)) (\(range(estimate.interval)))"
    }

    private static func points(_ lift: Estimate) -> String {
        "\(NumberText.decimal(lift.value * 100, decimals: 1)) points (\(range(lift.interval)))"
    }

    private static func amount(_ share: Double) -> String {
        NumberText.decimal(share * 100, decimals: share < 0.001 ? 2 : 1)
    }

    private static func range(_ interval: Interval) -> String {
        "\(NumberText.decimal(interval.lower * 100, decimals: 1)) to "
            + NumberText.decimal(interval.upper * 100, decimals: 1)
    }

    private static func probability(_ p: Double) -> String {
        p < 0.001 ? "below 0.001" : NumberText.decimal(p, decimals: 3)
    }
}
