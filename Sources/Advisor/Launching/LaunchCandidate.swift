package import Diagnostics

/// A feature that waits for its launch, with all that is known about it.
package struct LaunchCandidate: Sendable {
    /// How much a feature may do by itself.
    package enum Tier: String, CaseIterable, Sendable, Comparable {
        case assistant, copilot, autopilot

        package static func < (left: Self, right: Self) -> Bool { left.level < right.level }

        /// 0 for those who only offer, 2 for those who act.
        var level: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// An audit of the feature's evidence that fires.
    package struct FiringAudit: Sendable, Hashable {
        package let id: String
        /// What was found, in words for a product manager.
        package let sentence: String

        package init(id: String, sentence: String) {
            self.id = id
            self.sentence = sentence
        }
    }

    /// The launch answers.
    package let assessment: Assessment
    /// Where each name of `depends_on` stands, in their order; none without a file.
    package let dependencies: [SourcePosition]
    package let file: SourceText?
    let questionnaire: Questionnaire
    /// What it wants to be in the end; of a range the boldest.
    package let tier: Tier
    /// Whether a mistake may be final.
    package let mayBeIrreversible: Bool
    private let ranges: [String: ClosedRange<Int>]
    /// What replaces the answer to `wrong_share`.
    package var measured: MeasuredError?
    package var firingAudits: [FiringAudit] = []
    /// What the advisor says of it; `nil` without an assessment.
    package var advice: Outcome?

    package init(
        _ assessment: Assessment, _ questionnaire: Questionnaire, file: SourceText? = nil,
        dependencies: [SourcePosition] = []
    ) {
        self.assessment = assessment
        self.questionnaire = questionnaire
        self.file = file
        self.dependencies = dependencies
        ranges = assessment.answers
        tier = Self.tier(Self.range(.tier, ranges).upperBound)
        mayBeIrreversible = Self.range(.reversible, ranges).upperBound == 4
    }

    package var name: String { assessment.feature }

    /// The possible answers; any, where nobody has said.
    package func range(_ item: LaunchItem) -> ClosedRange<Int> { Self.range(item, ranges) }

    private static func range(
        _ item: LaunchItem, _ ranges: [String: ClosedRange<Int>]
    ) -> ClosedRange<Int> { ranges[item.rawValue] ?? 0...4 }

    private static func tier(_ answer: Int) -> Tier {
        switch answer {
        case ...1: .assistant
        case 2, 3: .copilot
        default: .autopilot
        }
    }

    /// Whether nobody has answered `item` with one answer, and nothing was measured instead.
    package func isOpen(_ item: LaunchItem) -> Bool {
        item == .wrongShare && measured != nil ? false : range(item).count > 1
    }

    /// Answers that do not go together, as the questionnaire words it.
    package var contradictions: [String] {
        let known = ranges.filter { $0.value.count == 1 }.mapValues(\.lowerBound)
        return questionnaire.contradictions.filter { $0.condition.holds(known) == true }
            .map(\.says)
    }

    /// The figures that `item` may stand for, each as likely as the others, in ascending order of
    /// the answers.
    func possible(_ item: LaunchItem) -> [Double] {
        if item == .wrongShare, let measured { return measured.possible }
        let anchors = questionnaire.item(item.rawValue)?.anchors ?? []
        let amounts = range(item).compactMap {
            anchors.indices.contains($0) ? anchors[$0].amount : nil
        }
        return amounts.isEmpty ? [1] : amounts
    }
}
