package import Advisor
package import JSONCodec

extension AssessmentChange {
    /// The change as `assay.advice-change/1`.
    package var json: JSONValue {
        [
            "schema": "assay.advice-change/1", "feature": .string(after.assessment.feature),
            "before": Self.summary(before), "after": Self.summary(after),
            "changes_advice": .bool(changesAdvice),
            "answers": .array(
                differences.map {
                    [
                        "item": .string($0.item.id), "by": .string($0.by),
                        "before": Self.answer($0.before), "after": Self.answer($0.after),
                        "note": $0.after?.note.map { .string($0) } ?? .null,
                        "decisive": .bool($0.isDecisive),
                    ]
                }),
        ]
    }

    private static func summary(_ advice: Advice) -> JSONValue {
        [
            "outcome": .string(advice.outcome.rawValue), "model_earns": .double(advice.modelEarns),
        ]
    }

    private static func answer(_ entry: Assessment.Entry?) -> JSONValue {
        guard let entry else { return .null }
        return entry.answer.map { .int(Int64($0)) } ?? "unknown"
    }
}
