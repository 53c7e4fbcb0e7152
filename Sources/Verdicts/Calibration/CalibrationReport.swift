package import Decisions
package import RuleEngine

/// What `assay calibrate` has measured, and the calibration that follows from it.
package struct CalibrationReport: Sendable {
    package var feature: String
    /// Where the cases come from, as the user names it.
    package var source: String
    /// Cases whose outcome is known and counts, and those whose outcome could still change.
    package var cases: Int
    package var immature: Int
    package var questions: [QuestionCalibration]
    package var outcome: OutcomeDefinition
    /// ``RuleSet/logicVersion`` of the rules that were measured.
    package var rules: String

    package init(
        feature: Feature, source: String, ruleSet: RuleSet, _ calibrator: Calibrator
    ) {
        self.feature = feature.name
        self.source = source
        cases = calibrator.cases
        immature = calibrator.immature
        questions = calibrator.finish()
        outcome = feature.outcome
        rules = ruleSet.logicVersion
    }

    /// The figures for `calibration.yaml`, fitted to all cases; precisions have four decimals.
    package var calibration: Calibration {
        var calibration = Calibration(measuredOn: rules)
        for entry in questions where entry.cases > 0 {
            switch entry.subject {
            case .rules(let rules):
                calibration.questions[entry.question.name] = Dictionary(
                    uniqueKeysWithValues: rules.map { rule in
                        let rounded = (rule.smoothed * 1e4).rounded() / 1e4
                        return (rule.id, Precision(precision: rounded, cases: rule.cases))
                    })
            case .curve(let curve, _): calibration.curves[entry.question.name] = curve
            case .nothing: break
            }
        }
        return calibration
    }
}
