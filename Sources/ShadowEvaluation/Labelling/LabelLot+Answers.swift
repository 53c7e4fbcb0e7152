package import Decisions
package import Evidence

extension LabelLot {
    /// Creates the draws of a feature, with what its label plans fixed.
    package init(
        _ feature: Feature, _ key: FeatureKey, in store: SQLiteEvidenceStore
    ) async throws(EvidenceError) {
        self.init(feature)
        for plan in feature.labelPlans {
            guard let question = feature.questions.firstIndex(where: { $0.name == plan.question })
            else { continue }
            for judged in try await store.judged(by: plan, of: key) {
                draw(
                    case: judged.caseNumber, question: question,
                    chance: plan.chance(confidence: judged.confidence))
            }
        }
    }

    /// A case that the lot drew.
    package struct Draw: Sendable {
        /// Its place in the order of asking, in [0, 1).
        package let place: Double
        package let isDisagreement: Bool
        /// With what chance it was drawn.
        package let probability: Double
    }

    /// Returns how a case with those answers was drawn; nil where it was not, or where not both a
    /// heuristic and a model were asked.
    ///
    /// `question` is the question's index.
    package func draw(
        ofCase caseNumber: Int, answers: [LoggedAnswer], _ pairs: AnswerPairs, question: Int
    ) -> Draw? {
        guard let differs = pairs.difference(of: answers, question: question),
            let place = place(
                caseNumber: caseNumber, question: question, isDisagreement: differs)
        else { return nil }
        return Draw(
            place: place, isDisagreement: differs,
            probability: chance(
                ofCase: caseNumber, question: question, isDisagreement: differs))
    }
}
