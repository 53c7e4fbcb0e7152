import Statistics

extension SignalProbe {
    /// What the probe can answer; while a field is suspect, nothing that may rest on it.
    package var measurements: [ProbeMeasurement] {
        var measurements = [
            ProbeMeasurement(.labels, Double(rows), interval: nil, cases: rows)
        ]
        if let raters {
            measurements.append(ProbeMeasurement(.agreement, raters.agreement, cases: raters.cases))
        }
        guard suspects.isEmpty else { return measurements }
        if othersHeldOut < Self.leastOthers {
            // So few tell neither that there is a signal nor that there is none.
        } else if onlyRuleSeesSignal {
            measurements.append(
                ProbeMeasurement(.signal, ruleErrorsAvoided, cases: heldOut))
        } else if !seesSignal {
            measurements.append(ProbeMeasurement(.signal, 0, interval: nil, cases: heldOut))
        } else if let errorsAvoided = signal.errorsAvoided {
            measurements.append(ProbeMeasurement(.signal, errorsAvoided, cases: heldOut))
        }
        if let kept = stability?.kept {
            measurements.append(
                ProbeMeasurement(
                    .stability, kept, cases: stability?.blocks.reduce(0) { $0 + $1.cases } ?? 0))
        }
        if let share = rule.shareOfLift {
            measurements.append(ProbeMeasurement(.ruleStrength, share, cases: heldOut))
            let interval = rule.accuracy.interval
            measurements.append(
                ProbeMeasurement(
                    .ruleMisses, 1 - rule.accuracy.value,
                    interval: Interval(lower: 1 - interval.upper, upper: 1 - interval.lower),
                    cases: heldOut))
        }
        return measurements
    }

    /// Whether chance alone would hardly make predictions fit the labels so well.
    package var seesSignal: Bool { signal.permutation.p <= 0.05 }

    /// Whether the answer is in how fields go together, which the learners, that weigh each by
    /// itself, do not see.
    package var onlyRuleSeesSignal: Bool { !seesSignal && rule.lift.interval.lower > 0 }

    /// With fewer held-out cases of other answers than the majority's, nothing is said of the signal.
    package static let leastOthers = 10

    /// Held-out cases that the majority answer gets wrong.
    package var othersHeldOut: Int {
        Int((Double(heldOut) * (1 - signal.majorityAccuracy.value)).rounded())
    }

    /// The share of the majority answer's mistakes that the rule avoids.
    private var ruleErrorsAvoided: Estimate {
        let wrong = max(1 - signal.majorityAccuracy.value, .leastNormalMagnitude)
        return Estimate(
            value: rule.lift.value / wrong,
            interval: Interval(
                lower: rule.lift.interval.lower / wrong,
                upper: min(1, rule.lift.interval.upper / wrong)),
            confidence: rule.lift.confidence)
    }
}
