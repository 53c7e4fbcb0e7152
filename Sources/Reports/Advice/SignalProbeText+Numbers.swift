import Advisor
import Statistics

/// How names and figures of a probe are written.
extension SignalProbeText {
    /// A name or value of the data on one line, its beginning where it is long.
    static func shown(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > 60 ? line.prefix(59) + "…" : line
    }

    static func name(_ kind: LearnerKind) -> String {
        switch kind {
        case .naiveBayes: "naive Bayes"
        case .logistic: "logistic regression"
        }
    }

    static func percent(_ share: Double) -> String { NumberText.tablePercent(share) }

    static func estimate(_ estimate: Estimate) -> String {
        "\(percent(estimate.value)) (\(range(estimate.interval)))"
    }

    static func points(_ lift: Estimate) -> String {
        "\(NumberText.decimal(lift.value * 100, decimals: 1)) points (\(range(lift.interval)))"
    }

    static func amount(_ share: Double) -> String {
        NumberText.decimal(share * 100, decimals: share < 0.001 ? 2 : 1)
    }

    static func range(_ interval: Interval) -> String {
        "\(NumberText.decimal(interval.lower * 100, decimals: 1)) to "
            + NumberText.decimal(interval.upper * 100, decimals: 1)
    }

    static func probability(_ p: Double) -> String {
        p < 0.001 ? "below 0.001" : NumberText.decimal(p, decimals: 3)
    }
}
