/// What follows from an assessment, every part of it with the answers behind it.
package struct Advice: Sendable {
    /// An answer that would change the advice.
    package struct Flip: Sendable {
        package struct Change: Sendable, Hashable {
            package let item: String
            package let answer: Int
        }

        /// One change, or two where one alone does not do.
        package let changes: [Change]
        package let to: Recommendation
    }

    package let questionnaire: Questionnaire
    package let assessment: Assessment
    package let standing: Standing
    /// `nil` while several gates with different advice are possible.
    package let gate: Gate?
    package let flips: [Flip]
    /// The open questions that can still change the advice, the cheapest to find out
    /// first; those that may not apply come last.
    package let openQuestions: [Item]
    /// Answers that do not go together, as the questionnaire words it.
    package let contradictions: [String]

    package init(_ assessment: Assessment, _ questionnaire: Questionnaire) {
        self.questionnaire = questionnaire
        self.assessment = assessment
        let standing = Standing(questionnaire, assessment.answers)
        self.standing = standing
        gate = standing.possible.count == 1 ? standing.likeliestGate : nil
        flips = FlipSearch(standing).flips
        openQuestions = questionnaire.items
            .filter { standing.answers[$0.id]?.count != 1 && standing.canFlip($0) }
            .map { (item: $0, isUnsure: standing.applies($0) == nil, gain: standing.gain(of: $0)) }
            .sorted {
                ($0.isUnsure ? 1 : 0, $0.item.effort, -$0.gain)
                    < ($1.isUnsure ? 1 : 0, $1.item.effort, -$1.gain)
            }
            .map(\.item)
        let known = standing.answers.filter { $0.value.count == 1 }.mapValues(\.lowerBound)
        contradictions = questionnaire.contradictions
            .filter { $0.condition.holds(known) == true }.map(\.says)
    }

    /// Evidence is collected where the answers leave more than one advice.
    package var outcome: Outcome { gate?.recommendation.outcome ?? .collectEvidence }

    /// The factor under which the forecast is scored: the gate's, or that of the first open question.
    package var decidedBy: String {
        gate?.decidedBy ?? openQuestions.first?.factor ?? questionnaire.factors.first?.id ?? ""
    }

    /// What changed since the last forecast that rests on other answers; `nil` where none does.
    package var change: AssessmentChange? {
        assessment.previous.map {
            AssessmentChange(from: $0, to: assessment, questionnaire)
        }
    }

    /// How likely it is that a model earns its place, 0 to 1.
    package var modelEarns: Double { standing.modelEarns }

    /// What the assessment logs, to be held against the evidence later.
    package func forecast(on time: String, by person: String) -> Assessment.Forecast {
        Assessment.Forecast(
            on: time, by: person, outcome: outcome, decidedBy: decidedBy, modelEarns: modelEarns,
            restsOn: assessment.entries.map(Assessment.Said.init))
    }

    /// The items whose answers alone would change the advice, in the order of the flips.
    package var restsOn: [Item] {
        var seen: Set<String> = []
        return flips.filter { $0.changes.count == 1 }.flatMap(\.changes)
            .filter { seen.insert($0.item).inserted }
            .compactMap { questionnaire.item($0.item) }
    }
}

extension Standing {
    /// The likeliest gate of those possible; of a firm advice, the one to quote.
    var likeliestGate: Gate? {
        zip(questionnaire.gates, gateLikelihoods).max { $0.1 < $1.1 }?.0
    }
}
