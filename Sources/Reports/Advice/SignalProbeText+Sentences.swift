import Advisor
import Statistics

/// Sentences about what goes beyond the lift itself.
extension SignalProbeText {
    var stability: String {
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
                $0.value < 0
                    ? ": nothing of it is kept."
                    : ": \(Self.percent($0.value)) of it is kept (\(Self.range($0.interval)))."
            } ?? ".")
    }

    /// Answers that only their spelling tells apart.
    var alike: String? {
        let groups = Dictionary(grouping: probe.balance.map(\.label)) {
            $0.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        guard let same = groups.values.filter({ $0.count > 1 }).min(by: { $0[0] < $1[0] }) else {
            return nil
        }
        let names = same.prefix(4).map { "`\(Self.shown($0))`" }.joined(separator: ", ")
        return " \(names) differ in capitals or spaces alone: if they are one answer, write one."
    }

    /// How the commonest answer became commoner or rarer, where that is more than chance and a trifle.
    var moved: String? {
        let majority = probe.signal.majority
        guard probe.isForward,
            let share = probe.balance.first(where: { $0.label == majority })?.share.value
        else { return nil }
        let later = probe.signal.majorityAccuracy
        let all = share * Double(probe.rows)
        let early = Int((all - later.value * Double(probe.heldOut)).rounded())
        let earlier = wilsonInterval(successes: early, trials: probe.learning)
        let before = Double(early) / Double(probe.learning)
        guard abs(before - later.value) >= 0.05,
            earlier.lower > later.interval.upper || earlier.upper < later.interval.lower
        else { return nil }
        return
            " The answers have moved: of the earlier cases \(Self.percent(before)) are "
            + "`\(Self.shown(majority))`, of the later \(Self.percent(later.value))."
    }

    var noise: String {
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

    var curve: String {
        guard let curve = probe.curve else {
            return "There are too few cases for a learning curve."
        }
        let gain = curve.doublingGain
        let range = Self.range(gain.interval)
        let isFaultless = curve.points.last.map { $0.error == 0 } ?? false
        let verdict =
            isFaultless
            ? "and there is nothing left to gain"
            : gain.interval.upper <= curve.testNoise
                ? "less than \(NumberText.count(probe.heldOut)) held-out cases can show"
                : gain.interval.lower > curve.testNoise ? "which would show" : "which may not show"
        return
            "Twice as many labels would make about \(Self.amount(gain.value)) points more right "
            + "(\(range)), \(verdict); errors so far: "
            + curve.points.map { "\(Self.percent($0.error)) with \(NumberText.count($0.examples))" }
            .joined(separator: ", ") + "."
    }

    var rule: String {
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
        if rule.lift.interval.lower <= 0 {
            text += " It is not clearly better than the commonest answer."
        }
        return text
    }

    var lookup: String {
        let lookup = probe.lookup
        let inputs =
            lookup.accuracy.map {
                "\(Self.percent(lookup.coverage.value)) of cases have an input that always had one "
                    + "label before; looking it up is right in \(Self.estimate($0))."
            } ?? "No case has an input that was met before with one label."
        let field =
            lookup.field.flatMap { $0.coverage.value >= 0.01 ? $0 : nil }.map {
                " The value of `\(Self.shown($0.name))` alone, where it always had one label, settles "
                    + "\(Self.percent($0.coverage.value)) and is right in \(Self.estimate($0.accuracy))."
            } ?? ""
        return inputs + field
    }
}
