import Decisions
import Evidence
import Verdicts

/// Makes a feature's plan from its folder and from what its log tells without outcomes.
struct PlanBuilder {
    private let folder: FeatureFolder
    private let heuristic: JudgedPath
    private let model: JudgedPath
    private let economics: Economics
    /// The log, where there is one.
    private let log: (store: SQLiteEvidenceStore, key: FeatureKey, lines: [LineOfEvidence])?
    private let now: Timestamp

    init(
        folder: FeatureFolder, challenger: String?, store: SQLiteEvidenceStore?, now: Timestamp
    ) async throws {
        let feature = folder.feature
        guard let economics = feature.economics else {
            throw CommandFailure(
                .badConfiguration,
                "\(folder.path)/feature.yaml: nothing says what a mistake costs; "
                    + "add `economics` with `wrong`")
        }
        let model = try folder.challenger(named: challenger)
        guard let heuristic = try folder.judged(folder.heuristic()),
            let judged = model.flatMap({ folder.judged($0.path, $0.definition, at: now) })
        else {
            throw CommandFailure(
                .badConfiguration,
                "\(folder.path)/feature.yaml: there is no model to challenge the heuristic; "
                    + "add one to `paths`")
        }
        self.folder = folder
        self.heuristic = heuristic
        self.model = judged
        self.economics = economics
        // The plan is to the second, and reads back as it was.
        self.now = Timestamp(microseconds: now.microseconds / 1_000_000 * 1_000_000)
        if let store {
            let key = try await store.open(feature)
            log = (store, key, try await store.lines(of: key))
        } else {
            log = nil
        }
    }

    /// The plan of the folder, where all that it fixed is as it was.
    var planThatHolds: Plan? {
        folder.plan.flatMap { folder.changes(since: $0, at: now).isEmpty ? $0 : nil }
    }

    /// Returns the plan with what it takes; `kept` is the one that goes on.
    func forecast(
        kept: Plan?, claims: [Challenger], effect: Double?, alpha: Double, slices: [String],
        unit: Plan.Unit
    ) async throws -> PlanForecast {
        try requireKnown(slices)
        let questions = folder.feature.questions
        var (expected, leftOut): ([(Plan.PromisedClaim, Expectation)], [String]) = ([], [])
        var seen: [String: Int] = [:]
        for question in questions {
            let tally = try await tally(question)
            seen[question.name] = tally.cases
            for challenger in Challenger.allCases where claims.contains(challenger) {
                // Rules that always answer leave the model behind them nothing to do.
                if challenger == .cascade, tally.cases > 0, tally.share(.cascade) == 0 {
                    leftOut.append(question.name)
                    continue
                }
                let expectation = Expectation(
                    challenger, tally, economics, question: question,
                    worthHaving: economics.worthHaving(
                        challenger, heuristic: heuristic.name, model: model.name))
                let promise = Plan.PromisedClaim(
                    question: question.name, path: model.name, challenger: challenger, alpha: 0,
                    effect: effect ?? expectation.effect, deviation: expectation.deviation)
                expected.append((promise, expectation))
            }
        }
        guard !expected.isEmpty else {
            throw CommandFailure(
                .failed,
                "\(folder.path): the rules always answered, so that nothing can be claimed about "
                    + "the model behind them; plan the model too")
        }
        for index in expected.indices {
            expected[index].0.alpha = alpha / Double(expected.count)
        }
        let plan = kept ?? self.plan(expected.map(\.0), alpha: alpha, slices: slices, unit: unit)
        let forecasts = plan.claims.compactMap { promise in
            claim(promise, expected, line: plan.line)
        }
        return PlanForecast(
            feature: folder.feature.name, plan: plan, claims: forecasts, casesSeen: seen,
            leftOut: leftOut)
    }

    /// Tells the log of the plan.
    func note(_ plan: Plan) async throws {
        guard let log else { return }
        _ = try await log.store.note(plan: plan.hash, line: plan.line, of: log.key, at: now)
    }

    private func plan(
        _ claims: [Plan.PromisedClaim], alpha: Double, slices: [String], unit: Plan.Unit
    ) -> Plan {
        let begun = max(log?.lines.map(\.number).max() ?? 0, folder.plan?.line ?? 0)
        let paths = [heuristic.name, model.name]
        return Plan(
            frozenAt: now, line: begun + 1, alpha: alpha, unit: unit,
            outcome: folder.feature.outcome, economics: economics, claims: claims,
            slices: slices, caps: folder.caps(at: now).filter { paths.contains($0.path) },
            versions: [heuristic.version, model.version],
            leastInclusion: folder.feature.shadow.leastInclusion)
    }

    private func claim(
        _ promise: Plan.PromisedClaim, _ expected: [(Plan.PromisedClaim, Expectation)], line: Int
    ) -> PlanForecast.Claim? {
        guard let question = folder.feature.question(named: promise.question),
            let expectation = expected.first(where: {
                ($0.0.question, $0.0.challenger) == (promise.question, promise.challenger)
            })?.1
        else { return nil }
        let input = VerdictInput(
            feature: folder.feature, question: question, heuristic: heuristic, model: model,
            now: now)
        return PlanForecast.Claim(
            promise, expectation: expectation, line: line, input: input)
    }

    private func tally(_ question: Question) async throws -> DisagreementTally {
        let none = DisagreementTally(question)
        guard let log else { return none }
        return try await log.store.fold(
            log.key, question: question.name, paths: [heuristic.version, model.version], into: none
        ) { $0.append($1) }
    }

    private func requireKnown(_ slices: [String]) throws {
        let known = folder.feature.slices
        guard let unknown = slices.first(where: { !known.contains($0) }) else { return }
        let names = known.isEmpty ? "none" : known.map { "`\($0)`" }.joined(separator: ", ")
        throw CommandFailure(
            .usage, "`--slice \(unknown)`: no such slice; `slices` in feature.yaml has \(names)")
    }
}
