/// Where figures of a launch plan come from, numbered in this order.
enum PlanSource: String, CaseIterable {
    case answers, anchors, formulas, bound, evidence, draws, order, tiers, halfLife = "half-life"
    case aversion, control, cair

    var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

    /// What it is, in a sentence.
    var says: String {
        switch self {
        case .answers: "The answers of each feature's `launch.yaml`, listed under “Answers”."
        case .anchors:
            "`Questionnaires/launch.yaml`: what each answer means and the amount it stands for. All "
                + "anchors and amounts are this project's own."
        case .formulas:
            "Exposure = 1 − (1 − wrong × seen)^uses. Rank = value × (1 − exposure) ÷ (severity × "
                + "correction), value = worth × reach. Start = the largest of 1, 5, 10, 25, 50 and "
                + "100% of users with which no more than the start budget sees a mistake. All "
                + "this project's own."
        case .bound:
            "Clopper and Pearson (1934): the exact 95% interval's upper limit, in steps of ten cases."
        case .evidence:
            "The evidence log; `assay verdict FEATURE --detail` prints the counts behind it."
        case .draws:
            "Draws over the answers: each possible answer is as likely as the others; a measured error "
                + "follows Jeffreys' posterior."
        case .order:
            "“The first AI feature problem”, of which only the opening is known to us: trust forms on "
                + "the first failure, and the order outweighs any feature's quality."
        case .tiers:
            "Copilot and autopilot: how visible errors are. Only the opening is known to us."
        case .halfLife:
            "Trust half-life: one bad session erases weeks. Only the opening is known to us."
        case .aversion:
            "Dietvorst, Simmons and Massey (2015): people who see an algorithm err avoid it, even when "
                + "it is better."
        case .control: "Dietvorst (2018): even slight control over an answer brings people back."
        case .cair: "CAIR = value ÷ (risk × correction): Elovic and Chase, LangChain."
        }
    }

    var link: String? {
        switch self {
        case .answers, .anchors, .formulas, .evidence, .draws, .cair: nil
        case .bound: "https://doi.org/10.1093/biomet/26.4.404"
        case .order: "https://tianpan.co/blog/2026-05-04-first-ai-feature-trust-sequencing"
        case .tiers:
            "https://tianpan.co/blog/2026-05-04-copilot-vs-autopilot-ai-automation-spectrum"
        case .halfLife:
            "https://tianpan.co/blog/2026-05-13-user-trust-half-life-one-failure-erases-weeks"
        case .aversion: "https://doi.org/10.1037/xge0000033"
        case .control: "https://doi.org/10.1287/mnsc.2016.2643"
        }
    }
}
