import Decisions

/// What a verdict needs before any limit is worth looking at.
enum MissingPieces {
    /// Returns what is missing, what to do first coming first; empty where all is there.
    static func find(
        _ input: VerdictInput, heuristic: PathTally, model: PathTally, counts: CaseCounts,
        pairs: Int, splitUnits: Int
    ) -> [Reason] {
        var missing: [Reason] = []
        if let problem = input.planProblem { missing.append(problem) }
        if input.model == nil {
            missing.append(.noModel)
        } else if counts.cases == 0, counts.beforePlan > 0 {
            missing.append(.nothingSincePlan(before: counts.beforePlan))
        } else if counts.cases == 0, model.skipped == 0 {
            missing.append(.nothingLogged)
        } else if model.asked == 0 {
            missing.append(.modelNotAsked(skipped: model.skipped + model.shed))
        } else if model.answered + model.abstained == 0 {
            missing.append(alwaysFailed(model))
        }
        if counts.cases > 0 {
            if heuristic.asked == 0 { missing.append(.heuristicNotAsked) }
            if counts.outcomes == 0 {
                missing.append(.noOutcomes(immature: counts.immature, missing: counts.missing))
            } else if pairs == 0, missing.isEmpty, input.outcome.dependsOnAnswer == .no {
                missing.append(.noPairs)
            }
        }
        if input.outcome.dependsOnAnswer != .no, splitUnits == 0 {
            missing.append(.outcomeDependsOnAnswer(input.outcome.dependsOnAnswer))
        }
        if input.economics == nil { missing.append(.noEconomics) }
        return missing
    }

    private static func alwaysFailed(_ model: PathTally) -> Reason {
        let codes = AnswerReason.Code.allCases
        let most = model.failures.indices.dropFirst().max {
            model.failures[$0] < model.failures[$1]
        }
        let reason = most.flatMap { model.failures[$0] > 0 ? codes[$0 - 1].rawValue : nil }
        return .modelAlwaysFailed(failures: model.failed, reason: reason)
    }
}
