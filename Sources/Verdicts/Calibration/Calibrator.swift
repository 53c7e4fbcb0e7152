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
            if case .decided(let code, let rule, _) = examination.decision {
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
            question: logic.question, subject: .nothing, cases: samples.count,
            answered: samples.count { $0.isAnswered }, isUsed: false)
        if let scorecard = logic.scorecard {
            if logic.question.options.count == 2 { measure(scorecard, samples, &result) }
        } else if logic.hitPolicy != .collect {
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

    private func measure(
        _ scorecard: Scorecard, _ samples: [CalibrationSample],
        _ result: inout QuestionCalibration
    ) {
        let declared = scorecard.isCurveMeasured ? nil : scorecard.curve
        result.subject = .scorecard(Self.curve(samples[...]), declared: declared)
        result.isUsed = scorecard.isCurveMeasured
        var quality = OutOfSample()
        OutOfSample.eachPart(of: samples) { before, part in
            guard let curve = Self.curve(before) else { return }
            for sample in part {
                guard let points = sample.points else { continue }
                quality.add(
                    curve.probability(of: points), stated: declared?.probability(of: points),
                    came: sample.truth == 1)
            }
        }
        result.measured = quality.measuredQuality
        result.declared = quality.declaredQuality
    }

    private static func curve(_ samples: ArraySlice<CalibrationSample>) -> LogisticCurve? {
        LogisticCurve.fitted(
            to: samples.compactMap { sample in
                sample.points.map { ($0, isTrue: sample.truth == 1) }
            })
    }
}

extension RuleConfidence {
    fileprivate var stated: Double? {
        if case .stated(let value) = self { value } else { nil }
    }
}
