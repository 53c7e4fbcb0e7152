package import Advisor
import Decisions
package import JSONCodec

extension Advice {
    /// The advice as `assay.advice/1`.
    package var json: JSONValue {
        [
            "schema": "assay.advice/1", "feature": .string(assessment.feature),
            "questionnaire": .string(questionnaire.name),
            "version": .string(questionnaire.hash.description),
            "outcome": .string(outcome.rawValue),
            "instead": gate?.recommendation.instead.map { .string($0) } ?? .null,
            "says": gate.map { .string($0.says) } ?? .null,
            "gate": gate.map { .string($0.id) } ?? .null,
            "source": gate.map { .string($0.source) } ?? .null,
            "decided_by": .string(decidedBy), "model_earns": .double(modelEarns),
            "possible": .array(standing.possibleGates.map { .string($0.id) }),
            "factors": .array(questionnaire.factors.map { factor($0) }),
            "disagreements": .array(assessment.disagreements.map { .string($0.item) }),
            "contradictions": .array(contradictions.map { .string($0) }),
            "changes": .array(flips.map { Self.json($0) }),
            "find_out_next": .array(
                openQuestions.map {
                    [
                        "item": .string($0.id), "effort": .string($0.effort.rawValue),
                        "find_out": .string($0.findOut),
                    ]
                }),
        ]
    }

    private func factor(_ factor: Factor) -> JSONValue {
        let range = standing.range(of: factor)
        let items = questionnaire.items.filter { $0.factor == factor.id }.map(\.id)
        let measured = assessment.entries.contains { items.contains($0.item) && $0.measured != nil }
        return [
            "factor": .string(factor.id), "low": .int(Int64(range.lowerBound)),
            "high": .int(Int64(range.upperBound)),
            "by": .string(measured ? "measured" : "answered"),
            "source": .string(factor.source),
        ]
    }

    private static func json(_ flip: Flip) -> JSONValue {
        [
            "answers": .array(
                flip.changes.map { ["item": .string($0.item), "answer": .int(Int64($0.answer))] }),
            "outcome": .string(flip.to.outcome.rawValue),
            "instead": flip.to.instead.map { .string($0) } ?? .null,
        ]
    }
}
