import RealModule
import Statistics

/// Says what the self-poisoning audit has counted.
struct PoisoningReport {
    private let audit: PoisoningAudit
    private let threshold: AuditThreshold
    private var shown = Arm()
    private var hidden = Arm()
    private var toHide = 0
    private var unconfirmed = 0
    private var labelled = 0
    /// By user the sums Σw and Σwr of either arm.
    private var users: [UInt64: [Double]] = [:]
    private var process = EqualRatesEProcess<Bool>()
    private var windows: [AuditWindow: (shown: Arm, hidden: Arm)] = [:]

    /// The weighted rows of one side.
    struct Arm {
        var rows = 0
        var repeats = 0.0
        var weight = 0.0
        var squares = 0.0

        mutating func add(_ isRepeat: Bool, weight w: Double) {
            rows += 1
            weight += w
            squares += w * w
            repeats += isRepeat ? w : 0
        }

        var rate: Double? { weight > 0 ? repeats / weight : nil }
        /// Kish's effective sample size.
        var effective: Double { squares > 0 ? weight * weight / squares : 0 }

        var isEnough: Bool {
            effective >= PoisoningAudit.leastEffective
                && effective >= PoisoningAudit.leastEffectiveShare * Double(rows)
        }
    }

    init(_ audit: PoisoningAudit) {
        self.audit = audit
        threshold = audit.scope.thresholds[PoisoningAudit.echo]
        var block: [Bool: (successes: Int, trials: Int)] = [:]
        var nobody: UInt64 = 0
        for row in audit.served.rows {
            if row.truth != nil { labelled += 1 }
            guard row.holdout > 0, row.holdout < 1 else { continue }
            toHide += row.isHidden ? 1 : 0
            unconfirmed += row.isHidden && row.wasShown != false ? 1 : 0
            guard let truth = row.truth, let answer = row.shown,
                row.isHidden == (row.wasShown == false), !(row.isHidden && row.raterSawAnswer)
            else { continue }
            nobody += 1
            let isRepeat = truth == answer
            count(row, isRepeat, user: row.user ?? nobody)
            guard row.isFirstOfUser else { continue }
            block[row.isHidden, default: (0, 0)].successes += isRepeat ? 1 : 0
            block[row.isHidden, default: (0, 0)].trials += 1
            if block.values.reduce(0, { $0 + $1.trials }) == 50 {
                process.append(block)
                block = [:]
            }
        }
    }

    private mutating func count(_ row: ServedLog.Row, _ isRepeat: Bool, user: UInt64) {
        let weight = 1 / (row.isHidden ? row.holdout : 1 - row.holdout)
        var window = windows[AuditWindow(holding: row.time)] ?? (Arm(), Arm())
        var sums = users[user] ?? [0, 0, 0, 0]
        if row.isHidden {
            hidden.add(isRepeat, weight: weight)
            window.hidden.add(isRepeat, weight: weight)
            sums[2] += weight
            sums[3] += isRepeat ? weight : 0
        } else {
            shown.add(isRepeat, weight: weight)
            window.shown.add(isRepeat, weight: weight)
            sums[0] += weight
            sums[1] += isRepeat ? weight : 0
        }
        users[user] = sums
        windows[AuditWindow(holding: row.time)] = window
    }

    func finding() -> AuditFinding {
        if let lack { return lack }
        let sums = users.sorted { $0.key < $1.key }.map(\.value)
        guard let seen = shown.rate, let unseen = hidden.rate,
            let interval = ClusterBootstrap(sums).interval(statistic: Self.echo)
        else { return tooFew }
        let echo = seen - unseen
        let sequential = AuditFinding.Sequential(
            logE: process.highestLogE, alpha: audit.scope.budget.alpha(checks: 1))
        let status: AuditFinding.Status =
            if interval.lower > 0, echo >= threshold.value, sequential.isReached {
                .fires
            } else if interval.lower > 0 {
                .watch
            } else if interval.width <= 0.1 {
                .ok
            } else { .cannotTell }
        var finding = AuditFinding(.poisoning, status, sentence(echo, interval, status))
        finding.n = shown.rows + hidden.rows
        finding.measure = "agreement with the answer where it was shown, less where hidden"
        finding.estimate = echo
        finding.interval = interval
        finding.threshold = threshold
        finding.sequential = sequential
        finding.advice = advice(status)
        finding.missing = status == .cannotTell ? [moreLabels] : []
        finding.parts = parts
        finding.windows = windowParts
        finding.assumptions = Self.assumptions
        return finding
    }

    private static func echo(_ sums: [Double]) -> Double? {
        guard sums[0] > 0, sums[2] > 0 else { return nil }
        return sums[1] / sums[0] - sums[3] / sums[2]
    }

    private var parts: [AuditFinding.Part] {
        let rows = audit.served.rows
        let exposed = rows.count { !$0.isHidden && $0.wasShown != false }
        let arms = [("shown", shown), ("hidden", hidden)].map { name, arm in
            AuditFinding.Part(
                "labels that are the system's answer, \(name)", .ok, n: arm.rows,
                estimate: arm.rate,
                note: "SNIPS; effective size \(Int(arm.effective.rounded()))")
        }
        let exposure = AuditFinding.Part(
            "share of cases whose answer was shown", .ok, n: rows.count,
            estimate: Double(exposed) / Double(rows.count),
            interval: wilsonInterval(successes: exposed, trials: rows.count))
        return arms + [exposure] + audit.variety.parts
    }

    private var windowParts: [AuditFinding.Part] {
        windows.sorted { $0.key < $1.key }.map { window, arms in
            let isEnough = min(arms.shown.rows, arms.hidden.rows) >= 30
            let echo = arms.shown.rate.flatMap { seen in arms.hidden.rate.map { seen - $0 } }
            return .init(
                window.name, isEnough ? .ok : .cannotTell,
                n: arms.shown.rows + arms.hidden.rows, estimate: isEnough ? echo : nil,
                note: isEnough ? nil : "too few to say")
        }
    }
}

// MARK: Words

extension PoisoningReport {
    /// Why there is no number.
    private var lack: AuditFinding? {
        guard toHide > 0 else {
            return .cannotTell(
                .poisoning,
                "No answer was hidden from people at random, so that nobody knows what they would "
                    + "have said by themselves.",
                n: audit.served.rows.count,
                missing: [
                    .init(
                        "a randomised holdout",
                        how: "write `holdout: 0.05` in feature.yaml, send "
                            + "`x_assay: {\"can_hide\": true}` with each request, and hide the "
                            + "answer where the reply says `hide`")
                ])
        }
        guard Double(toHide - unconfirmed) >= PoisoningAudit.leastConfirmed * Double(toHide) else {
            return .cannotTell(
                .poisoning,
                "Of \(AuditWords.counted(toHide, "answer")) to be hidden only "
                    + "\(toHide - unconfirmed) were confirmed to be.",
                n: toHide,
                missing: [
                    .init(
                        "events `shown` with the value false",
                        how: "send the event `shown` with `\"value\": false` for every answer "
                            + "that was hidden; \(Int(PoisoningAudit.leastConfirmed * 100)) % are "
                            + "needed")
                ])
        }
        return shown.isEnough && hidden.isEnough ? nil : tooFew
    }

    private var tooFew: AuditFinding {
        .cannotTell(
            .poisoning,
            "\(AuditWords.counted(hidden.rows, "label")) of cases whose answer was hidden "
                + "are too few to compare.",
            n: labelled, missing: [moreLabels])
    }

    private var moreLabels: AuditFinding.Missing {
        .init(
            "labels: \(AuditWords.count(hidden.rows)) in the holdout (effective size "
                + "\(Int(hidden.effective.rounded())))",
            how: "have at least \(Int(PoisoningAudit.leastEffective)) labelled by people who had "
                + "not been shown the answer; 385 give ±5 points")
    }

    private func sentence(
        _ echo: Double, _ interval: Interval, _ status: AuditFinding.Status
    ) -> String {
        let range =
            "(\(AuditWords.points(interval.lower)) to \(AuditWords.points(interval.upper)))"
        let figure = "\(AuditWords.points(abs(echo))) points \(echo < 0 ? "more" : "less") often"
        let fact =
            "Where people did not see the answer first, they agree with it \(figure) \(range)"
        return switch status {
        case .fires: fact + ": new labels echo the system."
        case .watch: fact + "; watch it, chance is not ruled out."
        case .ok: fact + ": labels do not echo the system by more than is let pass."
        case .cannotTell: fact + ", which is too wide to tell."
        }
    }

    private func advice(_ status: AuditFinding.Status) -> String {
        guard status == .fires || status == .watch else { return "" }
        return "Judge and train on labels of the holdout alone, the cases whose answer was hidden. "
            + "Have people label before they see an answer; mark labels that were given after one, "
            + "and use none of them as the truth."
    }

    private static var assumptions: [String] {
        [
            "Who sees no answer was drawn at random with the probability in the log.",
            "Whether a label is given does not depend on whether the answer was seen.",
            "Of a user with several cases the e-process counts the first; the interval draws users.",
        ]
    }
}
