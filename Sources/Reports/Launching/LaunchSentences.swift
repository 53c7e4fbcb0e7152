import Advisor

/// What a launch plan says in words, whatever it is printed on.
struct LaunchSentences {
    let plan: LaunchPlan

    var headline: String {
        guard let first = plan.steps.first else { return "There is nothing to launch" }
        guard !plan.nothingMayGoFirst else { return "Nothing here may go first yet" }
        return "Launch \(first.candidate.name) first, as an assistant, "
            + "with \(Self.users(first.startShare))"
    }

    var lead: [String] {
        guard let first = plan.steps.first else { return [] }
        guard !plan.nothingMayGoFirst else {
            return [
                "All that could go first may make mistakes that are final, or its evidence is in "
                    + "doubt. Find a small, reversible use of one of them, such as a suggestion that "
                    + "a person confirms, and ask again."
            ]
        }
        return [
            "Whatever a feature wants to become, people meet it first as an offer that they may "
                + "ignore. The order decides more than any one feature's quality: after a visible "
                + "mistake people avoid what comes next, too.",
            fallback(first),
            next(first),
        ]
    }

    func exposure(_ step: LaunchPlan.Step) -> String {
        "In the first \(Self.number(plan.assumptions[.firstUses])) uses "
            + "\(Self.percent(step.exposure.mean)) of users see a mistake"
            + Self.range(step.exposure) { Self.percent($0) } + "."
    }

    /// Who answers, and who takes over.
    func fallback(_ step: LaunchPlan.Step) -> String {
        if let measured = step.candidate.measured {
            let left =
                measured.unanswered > 0
                ? "what it leaves (\(Self.percent(measured.unanswered)) of cases) goes to a person"
                : "a person may overrule it"
            return measured.isHeuristic
                ? "`\(measured.path)`, a set of rules, answers; \(left), as it does today."
                : "`\(measured.path)`, a model, answers; where it fails the rules take over, and "
                    + "behind them a person."
        }
        return switch step.candidate.advice {
        case .heuristic: "Rules answer; behind them, a person takes what they leave."
        case .rulesFirst:
            "Rules answer first, a model suggests where they cannot, and a person stands behind both."
        case .modelWithHumanCheck:
            "A model suggests, and a person checks every answer; behind it stands what people do today."
        case .model: "A model suggests; where it has no answer, people do what they do today."
        case .notADecisionProblem:
            "The advisor says that it needs no decision at all; ask `assay advise` what to use."
        case .collectEvidence, nil:
            "Behind it stands what people do today, which goes on beside it."
        }
    }

    private func promotion(_ step: LaunchPlan.Step) -> String {
        let budget = Self.percent(plan.assumptions[.budget])
        guard let criterion = step.promotion else {
            return "It stays an assistant for now: with \(Self.percent(step.visibleError.mean)) of "
                + "answers visibly wrong, no number of cases brings the upper 95% bound below "
                + "\(budget). It has to be wrong in fewer than "
                + "\(Self.percent(step.errorToReach(plan.assumptions[.budget]))) of answers first."
        }
        let most =
            criterion.mistakes == 0
            ? "none of them visibly wrong"
            : "at most \(NumberText.count(criterion.mistakes)) of them visibly wrong"
        return
            "It becomes a \(step.candidate.tier == .autopilot ? "copilot" : step.candidate.tier.rawValue) "
            + "when the upper 95% bound of visible mistakes is below \(budget): about "
            + "\(NumberText.count(criterion.cases)) cases, \(most)."
    }

    /// What it takes to go further.
    func next(_ step: LaunchPlan.Step) -> String {
        guard !step.isHeldBack else {
            return "Until then it is not launched, and nothing that builds on it."
        }
        guard step.candidate.tier == .assistant else { return promotion(step) }
        let beginning = "It wants to be no more than an assistant, so nothing has to be promoted"
        return step.startShare < 1
            ? "\(beginning); it may reach everybody when \(criterion(step))." : "\(beginning)."
    }

    /// When it may go a rung further, as a clause.
    private func criterion(_ step: LaunchPlan.Step) -> String {
        let budget = Self.percent(plan.assumptions[.budget])
        guard let criterion = step.promotion else {
            return
                "fewer than \(Self.percent(step.errorToReach(plan.assumptions[.budget]))) of its "
                + "answers are wrong"
        }
        return "the upper 95% bound of visible mistakes is below \(budget), which takes about "
            + "\(NumberText.counted(criterion.cases, "case")) with "
            + (criterion.mistakes == 0
                ? "no visible mistake"
                : "at most " + NumberText.counted(criterion.mistakes, "visible mistake"))
    }

    func measured(_ step: LaunchPlan.Step) -> String? {
        step.candidate.measured.map {
            "Measured, not guessed: `\($0.path)` was wrong in \(NumberText.count($0.mistakes)) of "
                + "\(NumberText.counted($0.answers, "answer")) (\(Self.percent($0.share)); upper 95% "
                + "bound \(Self.percent($0.upper)))."
        }
    }

    /// Why a feature has to wait, kindly; none where it only waits for its turn.
    func holds(_ step: LaunchPlan.Step) -> [String] {
        step.holds.map { hold in
            switch hold {
            case .mayBeFinal:
                plan.nothingMayGoFirst
                    ? "Its mistakes cannot be undone, so it may not go first."
                    : "Everybody may want this one, and for good reason: it is worth "
                        + "\(Self.number(step.value.mean)) where \(plan.steps[0].candidate.name) is "
                        + "worth \(Self.number(plan.steps[0].value.mean)). It will get its turn. But "
                        + "its mistakes cannot be undone, so something that can be taken back earns "
                        + "the trust first, and until then it suggests and a person decides."
            case .audit(let audit):
                "It has to wait a little: the evidence itself is in doubt (audit \(audit.id)): "
                    + "\(LaunchSentences.sentence(audit.sentence)) Settle that, and it is back in line."
            case .dependsOnHeld(let feature):
                "It builds on \(feature), which is held back."
            }
        }
    }

    func waits(_ step: LaunchPlan.Step) -> String? {
        let names = step.candidate.assessment.dependsOn
        return names.isEmpty ? nil : "It comes after \(Self.list(names)), which it builds on."
    }

    /// What should be settled about the answers.
    func doubts(_ step: LaunchPlan.Step) -> [String] {
        let differing = step.candidate.assessment.disagreements
        let disagreements = differing.map { item, entries in
            let said = entries.map { "\($0.by) says \($0.answer.map(String.init) ?? "nothing")" }
            return "People differ on `\(item)`: \(said.joined(separator: ", "))."
        }
        let names = step.open.map(\.id).filter { id in !differing.contains { $0.item == id } }
        let open =
            names.isEmpty ? [] : ["Not known: \(Self.list(names.map { "`\($0)`" }))."]
        return step.candidate.contradictions + disagreements + open
    }
}

extension LaunchSentences {
    /// A text with an end.
    private static func sentence(_ text: String) -> String {
        text.last.map { ".!?".contains($0) } == true ? text : text + "."
    }

    static func users(_ share: Double) -> String {
        share >= 1 ? "all of its users" : "\(percent(share)) of its users"
    }

    static func percent(_ share: Double) -> String {
        let percent = share * 100
        let isWhole = abs(percent - percent.rounded()) < 1e-9
        return isWhole ? "\(NumberText.count(Int(percent.rounded())))%" : NumberText.percent(share)
    }

    /// At most three digits that count.
    static func number(_ value: Double) -> String {
        let decimals = value.magnitude >= 99.5 ? 0 : value.magnitude >= 9.95 ? 1 : 2
        let text = NumberText.decimal(value, decimals: decimals)
        guard decimals > 0 else { return text }
        let short = text.reversed().drop { $0 == "0" }
        return String((short.first == "." ? short.dropFirst() : short).reversed())
    }

    /// ` (low to high)` where a figure is not known.
    static func range(_ spread: LaunchPlan.Spread, _ text: (Double) -> String) -> String {
        spread.isKnown ? "" : " (\(text(spread.low)) to \(text(spread.high)))"
    }

    static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}
