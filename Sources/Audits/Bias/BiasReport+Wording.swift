import Statistics

extension BiasReport {
    /// The gap of the later paths less that of the first, group by group.
    ///
    /// The paths answer the same cases; taking their rates for independent widens the interval.
    var pathDifferences: [AuditFinding.Part] {
        let selections = comparisons.filter { $0.measure == .selection && $0.window == nil }
        guard let base = selections.first?.path else { return [] }
        return selections.filter { $0.path != base }.compactMap { other in
            let same = selections.first {
                $0.path == base && $0.attribute == other.attribute && $0.group == other.group
                    && $0.reference == other.reference
            }
            guard let same else { return nil }
            let difference = other.gap - same.gap
            let margin = hypot(other.gapInterval.width / 2, same.gapInterval.width / 2)
            return AuditFinding.Part(
                "\(other.path) less \(base): selection gap, \(other.attribute) \(other.group) "
                    + "against \(other.reference)",
                abs(difference) > margin ? .watch : margin <= 0.1 ? .ok : .cannotTell, n: other.n,
                estimate: difference, interval: Interval(center: difference, margin: margin),
                note: "difference")
        }
    }

    private func hypot(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }

    /// The worst comparison's ratio of selection rates, window by window.
    func windows(_ tally: GroupTally, _ worst: GroupComparison) -> [AuditFinding.Part] {
        tally.windows.sorted { $0.key < $1.key }.compactMap { window, rates in
            let counts = rates.counts[.selection]
            guard let first = counts?[worst.group]?.sample,
                let second = counts?[worst.reference]?.sample
            else { return nil }
            let isEnough = min(first.trials, second.trials) >= BiasAudit.leastCases
            let ratio = second.successes > 0 ? first.proportion / second.proportion : nil
            return AuditFinding.Part(
                window.name, isEnough ? .ok : .cannotTell, n: first.trials + second.trials,
                estimate: isEnough ? ratio : nil,
                interval: isEnough ? proportionRatioInterval(first, second) : nil,
                note: isEnough ? nil : "too few to say")
        }
    }

    func sentence(_ worst: GroupComparison, _ status: AuditFinding.Status) -> String {
        switch status {
        case .fires, .watch:
            return figure(worst) + since(worst) + consequence(status) + truths(worst)
        case .ok:
            return "No path treats groups of people differently by more than is let pass; the "
                + "widest gap: \(figure(worst))."
        case .cannotTell:
            return "Whether answers differ between groups cannot be told yet; so far: "
                + "\(figure(worst))."
        }
    }

    private func figure(_ worst: GroupComparison) -> String {
        let range = { (interval: Interval, format: (Double) -> String) in
            "(\(format(interval.lower)) to \(format(interval.upper)))"
        }
        let who = "`\(worst.path)`"
        switch worst.measure {
        case .selection:
            return "\(who) gives \(audit.favourableText) to \(worst.attribute) `\(worst.group)` "
                + "\(AuditWords.decimal(worst.ratio ?? 0)) times as often as to "
                + "`\(worst.reference)` \(range(worst.ratioInterval) { AuditWords.decimal($0) })"
        case .truePositive, .falsePositive:
            let kind = worst.measure == .truePositive ? "when it is right" : "when it is wrong"
            let direction = worst.gap < 0 ? "less" : "more"
            let interval = worst.gapInterval
            let size = Interval(
                lower: worst.gap < 0 ? -interval.upper : interval.lower,
                upper: worst.gap < 0 ? -interval.lower : interval.upper)
            return "\(who) gives \(audit.favourableText) \(kind) to \(worst.attribute) "
                + "`\(worst.group)` \(AuditWords.points(abs(worst.gap))) points \(direction) "
                + "often than to `\(worst.reference)` "
                + range(size) { AuditWords.points($0) }
        }
    }

    private func since(_ worst: GroupComparison) -> String {
        worst.window.map { " in cases since \($0.name)" } ?? ""
    }

    /// How the groups' own outcomes differ, which says what an answer without a mistake would give.
    private func truths(_ worst: GroupComparison) -> String {
        let rates = audit.tallies[.init(attribute: worst.attribute, path: worst.path)]?
            .rates(in: worst.window)
        guard worst.measure == .selection, let first = rates?.truths(of: worst.group),
            let second = rates?.truths(of: worst.reference), second.successes > 0,
            min(first.trials, second.trials) >= BiasAudit.leastCases
        else { return "" }
        return " By the outcomes \(audit.favourableText) was right "
            + "\(AuditWords.decimal(first.proportion / second.proportion)) times as often."
    }

    private func consequence(_ status: AuditFinding.Status) -> String {
        status == .fires
            ? ", which chance does not explain." : "; watch it, chance is not ruled out."
    }

    func advice(_ status: AuditFinding.Status, _ worst: GroupComparison) -> String {
        guard status == .fires || status == .watch else { return "" }
        return "Read 20 cases of `\(worst.group)` that `\(worst.path)` refused and 20 of "
            + "`\(worst.reference)` that it did not, find the rule, field or wording that parts "
            + "them, and ask whoever answers for fairness whether that ground may count. Until "
            + "then let a person decide such cases."
    }

    var missing: [AuditFinding.Missing] {
        let hasTruths = comparisons.contains { $0.measure == .truePositive }
        let truths: [AuditFinding.Missing] =
            hasTruths
            ? []
            : [
                .init(
                    "outcomes by group: error rates cannot be compared",
                    how: "`assay outcomes` for at least \(BiasAudit.leastPositives) cases of each "
                        + "group whose good answer was right")
            ]
        let isBlunt = comparisons.allSatisfy { !$0.isSharp || $0.measure != .selection }
        guard isBlunt else { return truths }
        return truths + [
            .init(
                "cases: no interval is narrow enough",
                how: "log about 400 cases of each group, with the group in `groups`")
        ]
    }

    func nothingComparable() -> AuditFinding {
        .cannotTell(
            .bias,
            "Fewer than two groups have \(BiasAudit.leastCases) cases: too few to compare.",
            n: audit.cases,
            missing: [
                .init(
                    "cases of a second group",
                    how: "log at least \(BiasAudit.leastCases) cases of each group")
            ])
    }

    var assumptions: [String] {
        [
            "Of a user with several cases the first counts, and the first of every four weeks for a "
                + "look at the latest of them; users are independent.",
            "An answer is good for people if it is \(audit.favourableText); a path that abstains "
                + "or fails gives nothing.",
            "Whether an outcome is known does not depend on what it is.",
            "Equal rates are asked for, whatever the groups' own: a law or a policy may ask for "
                + "another measure.",
        ]
    }
}
