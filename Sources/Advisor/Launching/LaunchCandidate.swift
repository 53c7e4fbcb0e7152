/// A feature that waits for its launch.
package struct LaunchCandidate: Sendable {
    /// How much a feature may do by itself.
    package enum Tier: String, CaseIterable, Sendable {
        case assistant, copilot, autopilot
    }

    /// The launch answers.
    package let assessment: Assessment
    private let questionnaire: Questionnaire

    package init(_ assessment: Assessment, _ questionnaire: Questionnaire) {
        self.assessment = assessment
        self.questionnaire = questionnaire
    }

    package var name: String { assessment.feature }

    /// The possible answers; any, where nobody has said.
    package func range(_ item: String) -> ClosedRange<Int> { assessment.answers[item] ?? 0...4 }

    /// What it wants to be in the end; of a range the boldest.
    package var tier: Tier {
        switch range("tier").upperBound {
        case ...1: .assistant
        case 2, 3: .copilot
        default: .autopilot
        }
    }

    /// Whether a mistake may be final.
    package var mayBeIrreversible: Bool { range("reversible").upperBound == 4 }

    /// Returns the formulas' figures for an answer to each item, 0 to 4.
    func figures(answering answer: (ClosedRange<Int>) -> Int) -> LaunchFigures {
        func amount(_ item: String) -> Double {
            let anchors = questionnaire.item(item)?.anchors ?? []
            let index = answer(range(item))
            return anchors.indices.contains(index) ? anchors[index].amount ?? 1 : 1
        }
        return LaunchFigures(
            value: amount("value") * amount("reach"), error: amount("wrong_share"),
            visible: amount("visible"), severity: amount("severity"),
            correction: amount("correction"))
    }
}

/// What the order is computed from.
package struct LaunchFigures: Sendable {
    /// The worth of a right answer times the share of users.
    package let value: Double
    /// The share of wrong answers.
    package let error: Double
    /// The share of those that the user sees.
    package let visible: Double
    package let severity: Double
    package let correction: Double

    /// A user's first uses, the same for every feature, or busy ones would always rank last.
    package static let firstUses = 10.0

    /// How likely a user sees a mistake within the first uses: 1 - (1 - error * visible)^10.
    package var exposure: Double {
        var unseen = 1.0
        for _ in 0..<Int(Self.firstUses) { unseen *= 1 - error * visible }
        return 1 - unseen
    }

    /// Value times (1 - exposure) over severity times the effort to correct; ours.
    package var rank: Double { value * (1 - exposure) / (severity * correction) }
}
