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
        if !seesSignal {
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
}
