package import Evidence
import Statistics

/// All tries of the model at the same cases: how often it disagrees with itself.
///
/// Fill it from a fold over the tries of one version, before the fold that fills the accumulator.
package struct RepeatedAnswers: Sendable {
    private var disagreement = SelfDisagreement()

    package init() {}

    /// Takes in a case whose row holds the tries of the model; those that were not answered with
    /// one of today's options are left out.
    package mutating func append(_ row: EvidenceRow) {
        disagreement.append(
            row.answers.compactMap { cell in
                cell.isAnswered && cell.code != AnswerCell.noCode ? cell.code : nil
            })
    }

    var noiseFloor: NoiseFloorFigures? {
        disagreement.estimate().map {
            NoiseFloorFigures(
                disagreement: $0, cases: disagreement.items, answers: disagreement.answers)
        }
    }
}
