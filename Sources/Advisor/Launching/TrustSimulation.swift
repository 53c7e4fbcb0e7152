import Foundation

/// How many users still try AI features, and what those bring, week by week after the first launch.
///
/// A mean-field model, ours: in each week some of those who use a feature see a mistake; some of them
/// turn away, from all AI features or from this one; some of those who did come back.
struct TrustSimulation {
    /// What happens with one set of figures.
    struct Course: Sendable {
        /// Value brought so far, at the end of each week, of a user on average.
        var value: [Double] = []
        /// The share of users who have not turned away from all, at the end of each week.
        var trust: [Double] = []
    }

    /// A feature on its way.
    struct Feature {
        let figures: LaunchFigures
        let tier: LaunchCandidate.Tier
        /// Whether it begins as an assistant, and if so, whether it can earn more.
        let start: Start
    }

    enum Start {
        case asWanted, assistantUntilPromoted, assistantForGood
    }

    /// What a feature does in a week for its average user who still trusts it.
    private struct Week {
        let value: Double
        let rightAnswers: Double
        /// The chance that it makes somebody turn away who has no goodwill.
        let hazard: Double
    }

    private let weeks: Int
    private let gap: Int
    private let promotion: Int
    private let uses: Double
    private let turningAway: Double
    private let comingBack: Double
    private let spill: Double
    private let goodwill: Double
    private let assistantValue: Double
    private let caught: Double
    private let mistakeCost: Double

    init(_ assumptions: LaunchAssumptions) {
        weeks = Int(assumptions[.horizon].rounded())
        gap = max(1, Int(assumptions[.gap].rounded()))
        promotion = Int(assumptions[.promotion].rounded())
        uses = assumptions[.usesPerWeek]
        turningAway = assumptions[.turningAway]
        comingBack = 1 - pow(2, -1 / assumptions[.halfLife])
        spill = assumptions[.spill]
        goodwill = assumptions[.goodwill]
        assistantValue = assumptions[.assistantValue]
        caught = assumptions[.caught]
        mistakeCost = assumptions[.mistakeCost]
    }

    /// Launches `features` one after another.
    func course(_ features: [Feature]) -> Course {
        let features = features.prefix(weeks / gap + 1)
        let stages = features.map { feature in
            (offered: week(feature, as: .assistant), acting: week(feature, as: feature.tier))
        }
        var course = Course()
        var trust = 1.0
        var trustInFeature = features.map { _ in 1.0 }
        var value = 0.0
        var rightAnswers = 0.0
        for week in 0..<weeks {
            let patience = pow(2, -rightAnswers / goodwill)
            var staying = 1.0
            for index in 0..<min(features.count, week / gap + 1) {
                let age = week - index * gap
                let stage =
                    isPromoted(features[index], after: age)
                    ? stages[index].acting : stages[index].offered
                let reach = features[index].figures.reach
                let trying = reach * trustInFeature[index]
                value += trust * trying * stage.value
                rightAnswers += trust * trying * stage.rightAnswers
                let leaving = stage.hazard * patience
                staying *= 1 - trying * leaving * spill
                trustInFeature[index] *= 1 - leaving * (1 - spill)
                trustInFeature[index] += (1 - trustInFeature[index]) * comingBack
            }
            trust *= staying
            trust += (1 - trust) * comingBack
            course.value.append(value)
            course.trust.append(trust)
        }
        return course
    }

    private func isPromoted(_ feature: Feature, after age: Int) -> Bool {
        switch feature.start {
        case .asWanted: true
        case .assistantUntilPromoted: age >= promotion
        case .assistantForGood: false
        }
    }

    private func week(_ feature: Feature, as tier: LaunchCandidate.Tier) -> Week {
        let figures = feature.figures
        // A copilot lies halfway between an assistant and an autopilot.
        let checked = 1 - Double(tier.level) / 2
        let error = figures.error * (1 - caught * checked)
        let right = 1 - figures.error
        let share = 1 - (1 - assistantValue) * checked
        // Annoyance, 4, is the mistake that `turning_away` is about.
        let leaving = 1 - pow(1 - turningAway, figures.severity / 4)
        return Week(
            value: uses
                * (figures.worth * right * share
                    - mistakeCost * error * (figures.severity + figures.correction - 2)),
            rightAnswers: uses * right,
            hazard: (1 - pow(1 - error * figures.visible, uses)) * leaving)
    }
}
