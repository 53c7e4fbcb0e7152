package import Decisions
package import RuleEngine

/// Measures a rule set on cases with known outcomes.
///
/// The rules are applied anew, so that it does not matter which version answered the cases before.
package struct Calibrator {
    private let evaluator: RuleEvaluator
    private let outcome: OutcomeDefinition
    private let cutoff: Int64
    private var samples: [[CalibrationSample]]
    /// Cases whose outcome is known and counts.
    package private(set) var cases = 0
    /// Cases whose outcome could still change.
    package private(set) var immature = 0

    /// Makes a calibrator; outcomes of cases that are not yet mature at `now` do not count.
    package init(_ ruleSet: RuleSet, outcome: OutcomeDefinition, now: Timestamp) {
        evaluator = RuleEvaluator(ruleSet)
        self.outcome = outcome
        let (seconds, attoseconds) = outcome.maturesAfter.components
        cutoff = now.microseconds - seconds * 1_000_000 - attoseconds / 1_000_000_000_000
        samples = ruleSet.decisions.map { _ in [] }
    }

    package mutating func add(_ entry: CalibrationCase) {
        guard !entry.truths.isEmpty else { return }
        // Nobody knows whether a case without a time is old enough.
        guard entry.time.map({ $0.microseconds <= cutoff }) ?? (outcome.maturesAfter == .zero)
        else {
            immature += 1
            return
        }
        cases += 1
        let decisions = evaluator.ruleSet.decisions
        for (index, examination) in evaluator.examine(json: entry.input).enumerated() {
            let question = decisions[index].question
            guard let truth = entry.truths[question.name].flatMap(question.code(of:)) else {
                continue
            }
            var sample = CalibrationSample(
                time: entry.time?.microseconds ?? .min, truth: truth, rule: nil,
                isAnswered: false, isRight: false, points: examination.points)
            if case .decided(let code, let rule, _, _) = examination.decision {
                sample.rule = rule
                sample.isAnswered = true
                sample.isRight = code == truth
            }
            samples[index].append(sample)
        }
    }

    /// Returns what was measured of each question.
    package func finish() -> [QuestionCalibration] {
        zip(evaluator.ruleSet.decisions, samples).map { logic, samples in
            // The sort is stable: cases of the same time keep the order in which they came.
            calibration(of: logic, samples.sorted { $0.time < $1.time })
        }
    }

    private func calibration(
        of logic: DecisionLogic, _ samples: [CalibrationSample]
    ) -> QuestionCalibration {
        var result = QuestionCalibration(
            question: logic.question, subject: .nothing, isVote: logic.isVote,
            cases: samples.count,
            answered: samples.count { $0.isAnswered }, isUsed: false)
        if logic.hitPolicy == .collect || logic.scorecard != nil {
            if logic.levels != nil { measureCurve(of: logic, samples, &result) }
        } else {
            measure(logic, samples, &result)
        }
        return result
    }

    private func measure(
        _ logic: DecisionLogic, _ samples: [CalibrationSample],
        _ result: inout QuestionCalibration
    ) {
        var precisions = RulePrecisions(logic)
        for sample in samples { precisions.add(sample) }
        let rules = precisions.rules
        result.subject = .rules(rules)
        result.isUsed = rules.contains { $0.declared == .measured }
        var quality = OutOfSample()
        OutOfSample.eachPart(of: samples) { before, part in
            var precisions = RulePrecisions(logic)
            for sample in before { precisions.add(sample) }
            for sample in part where sample.isAnswered {
                quality.add(
                    precisions.precision(of: sample.rule),
                    stated: logic.confidence(ofRule: sample.rule)?.stated, came: sample.isRight)
            }
        }
        result.measured = quality.measuredQuality
        result.declared = quality.declaredQuality
    }

    private func measureCurve(
        of logic: DecisionLogic, _ samples: [CalibrationSample],
        _ result: inout QuestionCalibration
    ) {
        let counted = samples.compactMap { CountedSample($0, logic) }
        let declared = logic.isCurveMeasured ? nil : logic.curve
        result.subject = .curve(logic.fitted(to: counted[...]), declared: declared)
        result.isUsed = logic.isCurveMeasured
        var quality = OutOfSample()
        OutOfSample.eachPart(of: counted) { before, part in
            guard let curve = logic.fitted(to: before) else { return }
            for sample in part {
                quality.add(
                    curve.probabilities(at: sample.points),
                    stated: declared?.probabilities(at: sample.points), level: sample.level)
            }
        }
        result.measured = quality.measuredQuality
        result.declared = quality.declaredQuality
    }
}

/// A case whose points, or whose vote, are known: what a curve is fitted to.
private struct CountedSample {
    let points: Double
    /// The index of the true option; of a vote 1 where its winner is right.
    let level: Int

    init?(_ sample: CalibrationSample, _ logic: DecisionLogic) {
        guard let points = sample.points, sample.isAnswered || !logic.isVote else { return nil }
        self.points = points
        level = logic.isVote ? (sample.isRight ? 1 : 0) : sample.truth
    }
}

extension DecisionLogic {
    /// Returns the curve that fits `samples` best; `nil` where they don't settle one.
    fileprivate func fitted(to samples: ArraySlice<CountedSample>) -> LogisticCurve? {
        levels.flatMap { levels in
            LogisticCurve.fitted(to: samples.map { ($0.points, $0.level) }, levels: levels)
        }
    }
}

extension RuleConfidence {
    fileprivate var stated: Double? {
        if case .stated(let value) = self { value } else { nil }
    }
}
