import Statistics

extension FlywheelReport {
    /// What is said without pairs of proxy and outcome: the stages all the same.
    var noPairs: AuditFinding {
        var finding = AuditFinding.cannotTell(
            .flywheel,
            "\(loop); whether what people do still tracks what is right cannot be told from "
                + "\(AuditWords.counted(pairs, "pair")).",
            n: stages.served,
            missing: [
                .init(
                    "pairs of a reaction and an outcome, in the last four weeks that have any",
                    how: "send events (accepted, edited, reworded, bypassed, abandoned) and "
                        + "outcomes of the same cases, with different reactions and right and "
                        + "wrong answers: at least \(FlywheelAudit.leastPairs)")
            ])
        finding.parts = stages.parts
        return finding
    }

    func missing(_ checks: [Check]) -> [AuditFinding.Missing] {
        guard checks.contains(where: { $0.part.status == .cannotTell }) else { return [] }
        return [
            .init(
                "pairs of a reaction and an outcome in either half of the time",
                how: "have \(FlywheelAudit.leastPairs) in each; \(pairs) are known")
        ]
    }

    func sentence(
        _ checks: [Check], _ rho: Double, _ interval: Interval, _ status: AuditFinding.Status
    ) -> String {
        let grave = checks.first { $0.part.status == status }
        let range =
            "(ρ \(AuditWords.decimal(rho)), \(AuditWords.decimal(interval.lower)) to "
            + "\(AuditWords.decimal(interval.upper)))"
        guard status == .fires || status == .watch, let grave else {
            return "\(loop), and what people do with answers tracks whether they are right "
                + "\(range)."
        }
        let figure = AuditWords.decimal(grave.part.estimate ?? 0)
        let segment = grave.segment ?? ""
        let fact =
            switch grave.kind {
            case .correlation:
                "what people do with answers no longer tracks whether they are right \(range)"
            case .change:
                "what people do tracks what is right less than it did (ρ changed by \(figure))"
            case .segments:
                "in `\(segment)` people's reactions point away from what is right"
            case .labels:
                "`\(segment)` gets labels \(figure) times as often as the best slice"
            }
        return status == .fires ? "\(loop), and \(fact)." : "\(loop); watch: \(fact)."
    }

    /// What share comes back, how slowly, and where most is lost.
    private var loop: String {
        let share = Double(stages.labelled) / Double(max(1, stages.served))
        let label = stages.labelLag.median.map { "after \(AuditWords.points($0 / 100)) days" }
        let training = stages.trainingLag.median.map {
            ", \(AuditWords.points($0 / 100)) days more to training"
        }
        let worst = stages.worst.map {
            "; most is lost at the step `\($0.name)`, which "
                + "\(AuditWords.percent(Double($0.reached) / Double($0.of))) of cases pass"
        }
        return "\(AuditWords.percent(share)) of answers have a label (half "
            + (label ?? "still wait") + (training ?? "") + ")" + (worst ?? "")
    }

    func advice(_ status: AuditFinding.Status) -> String {
        guard status == .fires || status == .watch else { return "" }
        let worst =
            stages.worst.map {
                "Find out why \($0.of - $0.reached) of \($0.of) cases never pass the step "
                    + "`\($0.name)`, and mend that first. "
            } ?? ""
        return worst + "Do not tune or train on reactions until 50 cases of the last weeks, read "
            + "by hand, show what makes people accept wrong answers or refuse right ones; draw "
            + "cases for labels by slice."
    }
}
