package import Advisor
import Statistics

/// What the probe measured, as a page of text: an honest sentence for each figure.
package struct SignalProbeText {
    private static let labelWidth = 16

    let probe: SignalProbe
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
                lines("Read as names", numberLike),
            ].flatMap { $0 },
        ]
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
            .joined(separator: "\n\n")
    }

    private var rulePad: String { String(repeating: " ", count: min(Self.labelWidth, width / 4)) }
    private var label: String { Self.shown(probe.columns.label) }

    private func lines(
        _ label: String, _ text: String?, style: (String) -> String = { $0 }
    ) -> [String] {
        guard let text, !text.isEmpty else { return [] }
        return LabelledText(labelWidth: Self.labelWidth, width: width).lines(
            label, text, style: style)
    }

    private var headline: String {
        if !probe.suspects.isEmpty {
            let fields = probe.suspects.prefix(4).map { "`\(Self.shown($0.field))`" }
            return
                "Look at \(fields.joined(separator: ", ")) before you believe the rest: what "
                + "foretells `\(label)` so well may be written down after the answer is known."
        }
        if probe.signal.better.lift.interval.upper < 0 {
            return
                "What the earlier cases teach about `\(label)` does not hold for the later ones: it is "
                + "worse than always giving the commonest answer."
        }
        if probe.onlyRuleSeesSignal {
            return
                "Three questions foretell `\(label)`, where learners that weigh each field by itself "
                + "saw nothing: start with the rule."
        }
        guard probe.seesSignal else {
            guard probe.othersHeldOut >= SignalProbe.leastOthers else {
                return
                    "Too few cases say anything but `\(Self.shown(probe.signal.majority))` to tell a "
                    + "signal from chance: \(NumberText.count(probe.othersHeldOut)) of those held out."
            }
            return
                "These small learners saw no signal for `\(label)` in \(rows). That says no more: "
                + "more cases, other fields or a pretrained model on text may still find one."
        }
        let lift = probe.signal.better.lift.interval
        guard lift.lower > 0 else {
            return
                "The fields say something about `\(label)`, but not enough to beat the commonest "
                + "answer clearly."
        }
        if let field = probe.lookup.field, field.coverage.value >= 0.8, field.accuracy.value >= 0.95
        {
            return
                "Look `\(label)` up: `\(Self.shown(field.name))` settles "
                + "\(Self.percent(field.coverage.value)) of cases and is right in "
                + "\(Self.percent(field.accuracy.value)) of those."
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

    private static let mostWarnings = 5

    private var warnings: [String] {
        let shown = probe.suspects.prefix(Self.mostWarnings)
        let further = probe.suspects.dropFirst(Self.mostWarnings).map {
            "`\(Self.shown($0.field))`"
        }
        let names = further.prefix(8).joined(separator: ", ")
        return shown.map(warning)
            + (further.isEmpty
                ? []
                : [
                    "\(NumberText.counted(further.count, "field")) more, just as telling: \(names)"
                        + (further.count > 8 ? " …" : ".")
                ])
            + (beside.map { [$0] } ?? [])
    }

    /// What stands in one object with the label is often written down with it.
    private var beside: String? {
        let path = probe.columns.label
        guard let dot = path.lastIndex(of: ".") else { return nil }
        let parent = path[..<dot]
        let count = probe.fields.count { $0.hasPrefix("\(parent).") }
        guard count > 0 else { return nil }
        return
            "`\(Self.shown(String(parent)))` holds the label and "
            + "\(NumberText.counted(count, "other field")): were they written down with it? If so, "
            + "probe again with `--without \(parent)`."
    }

    private func warning(_ suspect: LeakageSuspect) -> String {
        let why =
            switch suspect.reason {
            case .tellsAlone:
                "`\(Self.shown(suspect.field))` alone is right in \(Self.estimate(suspect.accuracy)) of cases"
            case .presentOnly(let label):
                "`\(Self.shown(suspect.field))` is there nearly only for `\(Self.shown(label))`: in "
                    + "\(Self.estimate(suspect.accuracy)) of the cases that have it"
            case .missingOnly(let label):
                "`\(Self.shown(suspect.field))` is missing nearly only for `\(Self.shown(label))`: in "
                    + "\(Self.estimate(suspect.accuracy)) of the cases that lack it"
            }
        return
            "\(why). Is it known before the answer is? If not, probe again with "
            + "`--without \(suspect.field)`; if it is, with `--known-before \(suspect.field)`."
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
        if probe.signal.unseenLabels > 0 {
            text +=
                " \(NumberText.counted(probe.signal.unseenLabels, "held-out case")) "
                + "\(probe.signal.unseenLabels == 1 ? "has" : "have") a label that no case learnt "
                + "from has, which nothing can foretell."
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
        let shown = probe.balance.prefix(3).map {
            "`\(Self.shown($0.label))` \(Self.estimate($0.share))"
        }
        let more = probe.balance.count - shown.count
        return shown.joined(separator: ", ")
            + (more > 0 ? ", and \(NumberText.counted(more, "other answer"))" : "") + "."
            + (alike ?? "") + (moved ?? "")
    }

    private var signal: String {
        let better = probe.signal.better
        let learners = probe.signal.learners.map {
            "\(Self.name($0.kind)) \(Self.estimate($0.accuracy))"
        }
        return
            "Always answering `\(Self.shown(probe.signal.majority))` is right in "
            + "\(Self.estimate(probe.signal.majorityAccuracy)); small learners are right in: "
            + "\(learners.joined(separator: ", ")). The lift of \(Self.name(better.kind)), which "
            + "did better on earlier cases, is \(Self.points(better.lift))."
            + (probe.signal.ranking.map {
                " Of two cases with different labels it ranks the right one higher in "
                    + "\(Self.estimate($0)), which rare labels do not flatter."
            } ?? "")
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

    private var numberLike: String? {
        guard !probe.numberLike.isEmpty else { return nil }
        let shown = probe.numberLike.prefix(8).map {
            "`\(Self.shown($0.field))` (`\(Self.shown($0.example))`)"
        }
        let more = probe.numberLike.count - shown.count
        return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
            + ". An amount is written 1250.5, and a date 2026-03-31."
    }

    private var idle: String? {
        guard !probe.idle.isEmpty else { return nil }
        let shown = probe.idle.prefix(8).map { "`\(Self.shown($0.field))` (\($0.reason))" }
        let more = probe.idle.count - shown.count
        return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "") + "."
    }
}
