package import Decisions

/// What the advisor may ask, and what it concludes from the answers: the content of one file.
package struct Questionnaire: Sendable {
    package let name: String
    package let factors: [Factor]
    package let items: [Item]
    /// In the order in which they are tried; the first that fits is the advice.
    package let gates: [Gate]
    package let contradictions: [Contradiction]
    /// Of the file's text: answers to another version are answers to other questions.
    package let hash: ContentHash
    package let table: GateTable
    let clusters: [Cluster]

    package func item(_ id: String) -> Item? { items.first { $0.id == id } }
    package func factor(_ id: String) -> Factor? { factors.first { $0.id == id } }
}

/// A side of the decision that answers are gathered under.
package struct Factor: Sendable {
    /// How the answers to a factor's items make its score.
    package enum Combination: String, CaseIterable, Sendable {
        /// The lowest answer: all of it has to be there.
        case weakest
        /// The highest answer: any of it is enough.
        case strongest
    }

    package let id: String
    package let title: String
    /// What a high score says.
    package let high: String
    package let combination: Combination
    /// Where the factor comes from, or that it is ours.
    package let source: String
}

/// One question with five anchored answers, 0 to 4.
package struct Item: Sendable {
    /// How long it takes to find out, for those who do not know.
    package enum Effort: String, CaseIterable, Sendable, Comparable {
        case minutes, hours, days, weeks

        package static func < (left: Self, right: Self) -> Bool {
            rank(left) < rank(right)
        }

        private static func rank(_ effort: Self) -> Int { allCases.firstIndex(of: effort) ?? 0 }
    }

    /// What an answer means, with an example.
    package struct Anchor: Sendable {
        package let means: String
        package let example: String
        /// What the answer is in figures, where a formula needs it.
        package let amount: Double?
    }

    package let id: String
    package let factor: String
    /// Gates read the answer itself; it is no part of its factor's score.
    package let isScreen: Bool
    package let ask: String
    package let why: String
    /// Who in a company knows it.
    package let who: String
    package let source: String
    package let effort: Effort
    /// How to find out.
    package let findOut: String
    /// What can replace the answer.
    package let measuredBy: String?
    /// How a figure of the probe answers it.
    package let measure: FigureScale?
    /// The title under which the answer stands beside the advice, whatever the advice is.
    package let shownAs: String?
    package let condition: Condition?
    /// Five, by answer.
    package let anchors: [Anchor]
}

/// Answers that do not go together.
package struct Contradiction: Sendable {
    package let condition: Condition
    package let says: String
}
