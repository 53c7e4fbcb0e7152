package import Audits
package import Decisions
package import Evidence

/// Which path earns its place, with everything that a report says about it.
package struct Verdict: Sendable {
    package enum Decision: String, Hashable, Sendable, CaseIterable {
        case heuristicStays = "heuristic-stays"
        case modelEarns = "model-earns"
        case cascadeEarns = "cascade-earns"
        case notYetKnown = "not-yet-known"
    }

    package var feature: String
    /// What commands on the feature take: its folder, and its log where that is not the usual one.
    package var arguments: String
    package var question: Question
    package var decidedAt: Timestamp
    package var decision: Decision
    /// Why, the most important first; never empty.
    package var reasons: [Reason]
    package var counts: CaseCounts
    /// Cases with an outcome for which both paths were asked.
    package var pairs: Int
    /// What the deciding limits rest on: those cases, or one of each user.
    package var units: Int
    /// Units that were drawn with a smaller probability than the least that is declared: they count at
    /// their worst.
    package var rarerUnits: Int
    /// Whether cases carry users, of whom each counts once.
    package var hasUsers: Bool
    package var heuristic: PathFigures
    /// Nil where the feature has no model, or it is switched off.
    package var model: PathFigures?
    package var agreement: AgreementFigures?
    package var difference: DifferenceFigures?
    /// What textbooks would say of the same differences at one look; empty where they cannot be told.
    package var oneLooks: [OneLook]
    /// The challengers' worth against the heuristic; empty where it cannot be told.
    package var claims: [Claim]
    package var baselines: BaselineFigures?
    /// What could be learnt from the cases alone; nil where too few tell, or nobody measured it.
    package var learnt: LearntBaselines?
    package var constantAsGood: ConstantAnswer?
    /// How many cases a labelled one stands for where the paths agree and where they differ, 1 of
    /// either kind where all stand for as many; nil where a kind has no label.
    package var labelWeights: (agreeing: Double, differing: Double)?
    /// What a judge's labels add; nil where none judged, or nobody measured it.
    package var judge: JudgeFigures?
    /// How several models and the heuristic compare on the same cases; nil where there is one model, or
    /// nobody measured it.
    package var allPaths: AllPaths?
    /// What both paths reach together; nil where too few cases tell.
    package var frontier: CascadeFrontier?
    package var volume: Volume?
    package var year: YearFigures?
    package var breakEven: BreakEvenFigures?
    /// How often the model disagreed with itself; nil where nobody asked twice.
    package var noiseFloor: NoiseFloorFigures?
    package var risk: Risk
    package var flip: Flip
    /// What it would be at other costs and volumes; nil where there is nothing to decide by.
    package var map: DecisionMap?
    package var review: Review
    package var clipping: Clipping
    package var notes: [String]
    package var audits: [AuditFinding]
    /// The chance of a wrong claim that this line of evidence may spend.
    package var alpha: Double
    package var line: Int
    package var versions: [PathVersion]
    /// Hash of the frozen plan, where there is one.
    package var plan: ContentHash?
    /// What counts once in the deciding limits.
    package var unit: Plan.Unit
    /// The path whose answer the caller gets now.
    package var inCharge: String
    package var outcome: OutcomeDefinition
    /// What would have been said day by day.
    package var timeLine: TimeLine
    /// How often the method would have lied on this log; empty unless it was asked for.
    package var selfTests: [SelfTest]
    /// By field; empty where the feature declares none.
    package var slices: [SliceFigures]
    /// The share of the cases that the slices are counted over.
    package var slicedShare: Double
}

extension Verdict {
    /// The claim that the decision is about: the winner's, or the most promising challenger's.
    package var leadingClaim: Claim? {
        switch decision {
        case .modelEarns: claims.first { $0.challenger == .model }
        case .cascadeEarns: claims.first { $0.challenger == .cascade }
        case .heuristicStays, .notYetKnown: claims.filter { !$0.isEmpty }.mostPromising
        }
    }

    package func claim(of challenger: Challenger) -> Claim? {
        claims.first { $0.challenger == challenger }
    }
}

/// What exceeded its declared bound and was cut there.
package struct Clipping: Hashable, Sendable {
    /// Calls that cost more than the price cap.
    package var prices: Int
    /// Answers that took longer than the timeout.
    package var latencies: Int
    /// Calls without a price, although the path has one.
    package var unpriced: Int
}

/// How many cases a year there are, and how we know.
package struct Volume: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        /// `cases_per_year` of the feature file.
        case declared
        /// The rate of the log over so many days.
        case log(days: Double)
    }

    package var casesPerYear: Double
    package var source: Source
}

/// When to look again.
package struct Review: Hashable, Sendable {
    package enum Cause: Hashable, Sendable {
        /// A verdict goes stale.
        case routine
        /// About so many more labelled cases will have come by then.
        case enoughCases(Int)
        /// The outcomes of the cases so far will be due.
        case outcomesMature
        /// As soon as what is missing is there, and then at the latest.
        case somethingMissing
    }

    package var at: Timestamp
    package var cause: Cause
}
