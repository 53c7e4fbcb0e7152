package import Advisor
package import JSONCodec
import Statistics

extension SignalProbe {
    /// The probe as `assay.probe/1`.
    package var json: JSONValue {
        [
            "schema": "assay.probe/1", "source": "data", "label": .string(columns.label),
            "time": columns.time.map { .string($0) } ?? .null, "rows": .int(Int64(rows)),
            "unlabelled": .int(Int64(unlabelled)), "untimed": .int(Int64(untimed)),
            "learning": .int(Int64(learning)), "held_out": .int(Int64(heldOut)),
            "split": isForward ? "forward" : "random",
            "fields": .array(fields.map { .string($0) }),
            "left_out": .array(
                idle.map { ["field": .string($0.field), "reason": .string($0.reason)] }),
            "balance": .array(
                balance.map {
                    [
                        "label": .string($0.label), "share": .double($0.share.value),
                        "low": .double($0.share.interval.lower),
                        "high": .double($0.share.interval.upper),
                    ]
                }),
            "signal": signal.json,
            "stability": stability?.json ?? .null,
            "label_noise": [
                "repeated": .int(Int64(noise.repeated)),
                "contradicted": .double(Double(noise.contradicted) / Double(rows)),
                "contradicted_rows": .int(Int64(noise.contradicted)),
                "agreement": noise.agreement?.json ?? .null,
                "raters": raters?.json ?? .null,
            ],
            "learning_curve": curve?.json ?? .null, "rule": rule.json, "lookup": lookup.json,
            "leakage": .array(suspects.map(\.json)),
            "lift_without_suspects": liftWithoutSuspects?.json ?? .null,
            "measurements": .array(measurements.map(\.json)),
        ]
    }
}

extension ProbeMeasurement {
    var json: JSONValue {
        [
            "figure": .string(figure.rawValue), "value": .doubleOrNull(value),
            "low": .doubleOrNull(interval?.lower), "high": .doubleOrNull(interval?.upper),
            "n": .int(Int64(cases)),
        ]
    }
}

extension Estimate {
    var json: JSONValue {
        [
            "estimate": .doubleOrNull(value), "low": .doubleOrNull(interval.lower),
            "high": .doubleOrNull(interval.upper),
        ]
    }
}

extension SignalFigures {
    fileprivate var json: JSONValue {
        [
            "majority": .string(majority),
            "majority_accuracy": .double(majorityAccuracy.value),
            "majority_accuracy_low": .double(majorityAccuracy.interval.lower),
            "majority_accuracy_high": .double(majorityAccuracy.interval.upper),
            "accuracy": .double(better.accuracy.value), "lift": better.lift.json,
            "learner": .string(better.kind.rawValue),
            "auc": ranking?.json ?? .null, "unseen_labels": .int(Int64(unseenLabels)),
            "errors_avoided": errorsAvoided?.json ?? .null,
            "learners": .array(
                learners.map {
                    [
                        "learner": .string($0.kind.rawValue), "accuracy": $0.accuracy.json,
                        "lift": $0.lift.json,
                    ]
                }),
            "permutation": [
                "p": .double(permutation.p), "rounds": .int(Int64(permutation.rounds)),
                "null": .string(
                    "predictions and labels of the held-out cases have nothing to do with each "
                        + "other: labels permuted, predictions fixed, log scores compared"),
            ],
            "copies": .int(Int64(copies)),
            "lift_without_copies": liftWithoutCopies?.json ?? .null,
        ]
    }
}

extension StabilityFigures {
    fileprivate var json: JSONValue {
        [
            "learning": .int(Int64(learning)),
            "blocks": .array(
                blocks.map {
                    [
                        "from": .string($0.from), "to": .string($0.to),
                        "cases": .int(Int64($0.cases)), "lift": $0.lift.json,
                    ]
                }),
            "change": ["test": "cochran-q", "p": .double(changeP)],
            "errors_avoided": [
                "earlier": .doubleOrNull(avoidedEarlier), "later": .doubleOrNull(avoidedLater),
            ],
            "kept": kept?.json ?? .null,
        ]
    }
}

extension RaterFigures {
    fileprivate var json: JSONValue {
        [
            "cases": .int(Int64(cases)), "ratings": .int(Int64(ratings)),
            "agreement": agreement.json, "ceiling": ceiling?.json ?? .null,
            "alpha": .doubleOrNull(alpha), "interval_alpha": .doubleOrNull(intervalAlpha),
        ]
    }
}

extension CurveFigures {
    fileprivate var json: JSONValue {
        [
            "points": .array(
                points.map { ["examples": .int(Int64($0.examples)), "error": .double($0.error)] }),
            "seeds": .int(Int64(seeds)),
            "law": [
                "scale": .double(law.scale), "exponent": .double(law.exponent),
                "floor": .double(law.floor),
            ],
            "doubling_gain": doublingGain.json, "test_noise": .double(testNoise),
        ]
    }
}

extension RuleFigures {
    fileprivate var json: JSONValue {
        [
            "cel": .string(cel), "accuracy": accuracy.json, "lift": lift.json,
            "share_of_lift": shareOfLift?.json ?? .null, "coverage": coverage.json,
            "covered_accuracy": sureAccuracy?.json ?? .null,
        ]
    }
}

extension LookupFigures {
    fileprivate var json: JSONValue {
        [
            "coverage": coverage.json, "accuracy": accuracy?.json ?? .null,
            "field": field.map {
                [
                    "field": .string($0.name), "coverage": $0.coverage.json,
                    "accuracy": $0.accuracy.json,
                ]
            } ?? .null,
        ]
    }
}

extension LeakageSuspect {
    fileprivate var json: JSONValue {
        let (why, label): (JSONValue, JSONValue) =
            switch reason {
            case .tellsAlone: ("tells-alone", .null)
            case .presentOnly(let label): ("present-only-for", .string(label))
            case .missingOnly(let label): ("missing-only-for", .string(label))
            }
        return [
            "field": .string(field), "reason": why, "for": label,
            "accuracy": .double(accuracy.value), "low": .double(accuracy.interval.lower),
            "high": .double(accuracy.interval.upper),
        ]
    }
}
