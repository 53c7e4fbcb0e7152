package import Advisor
package import JSONCodec

extension LaunchPlan {
    /// The plan as `assay.launch-plan/1`.
    package var json: JSONValue {
        [
            "schema": "assay.launch-plan/1", "nothing_may_go_first": .bool(nothingMayGoFirst),
            "draws": .int(Int64(draws)), "seed": .string(String(seed)),
            "budget": .double(assumptions[.budget]),
            "first_uses": .double(assumptions[.firstUses]),
            "assumptions": named(
                LaunchAssumption.allCases.map { ($0.rawValue, .double(assumptions[$0])) }),
            "order": .array(steps.map(\.json)),
            "information": .array(information.map(\.json)), "trust": trust?.json ?? .null,
        ]
    }
}

extension LaunchPlan.Step {
    fileprivate var json: JSONValue {
        [
            "feature": .string(candidate.name), "tier": "assistant",
            "wants_tier": .string(candidate.tier.rawValue), "start_share": .double(startShare),
            "value": .double(value.mean), "exposure": .double(exposure.mean),
            "rank": .double(rank.mean), "visible_error": .double(visibleError.mean),
            "spread": [
                "value": value.json, "exposure": exposure.json, "rank": rank.json,
                "visible_error": visibleError.json,
            ],
            "first": .double(first), "measured": candidate.measured?.json ?? .null,
            "may_be_irreversible": .bool(candidate.mayBeIrreversible),
            "holds": .array(holds.map(\.json)),
            "depends_on": .array(candidate.assessment.dependsOn.map { .string($0) }),
            "cases_to_promote": promotion.map { .int(Int64($0.cases)) } ?? .null,
            "mistakes_to_promote": promotion.map { .int(Int64($0.mistakes)) } ?? .null,
            "open": .array(open.map { .string($0.id) }),
            "contradictions": .array(candidate.contradictions.map { .string($0) }),
            "disagreements": .array(
                candidate.assessment.disagreements.map { .string($0.item) }),
        ]
    }
}

extension LaunchPlan.Spread {
    fileprivate var json: JSONValue { ["low": .double(low), "high": .double(high)] }
}

extension LaunchPlan.Hold {
    fileprivate var json: JSONValue {
        switch self {
        case .mayBeFinal: ["kind": "may-be-final"]
        case .audit(let audit):
            [
                "kind": "audit", "audit": .string(audit.id),
                "sentence": .string(audit.sentence),
            ]
        case .dependsOnHeld(let feature):
            ["kind": "depends-on-held", "feature": .string(feature)]
        }
    }
}

extension MeasuredError {
    fileprivate var json: JSONValue {
        [
            "question": .string(question), "path": .string(path),
            "mistakes": .int(Int64(mistakes)), "answers": .int(Int64(answers)),
            "share": .double(share), "upper": .double(upper), "unanswered": .double(unanswered),
        ]
    }
}

extension InformationValue {
    fileprivate var json: JSONValue {
        [
            "feature": .string(feature), "item": .string(item.id),
            "effort": .string(item.effort.rawValue), "changes_first": .double(changesFirst),
            "changes_order": .double(changesOrder),
        ]
    }
}

extension TrustComparison {
    fileprivate var json: JSONValue {
        [
            "draws": .int(Int64(draws)), "weeks": .int(Int64(weeks)),
            "best": .string(best.rawValue), "orders": .array(results.map(\.json)),
            "flips": .array(flips.map(\.json)),
        ]
    }
}

extension TrustComparison.Result {
    fileprivate var json: JSONValue {
        [
            "order": .string(order.rawValue), "features": .array(features.map { .string($0) }),
            "value": value.json, "trust": trust.json, "mean_value": .double(mean),
            "recommended_holds": .double(recommendedHolds),
        ]
    }
}

extension TrustComparison.Fan {
    /// At the end.
    fileprivate var json: JSONValue {
        named(
            zip(Self.probabilities, last).map { probability, value in
                ("p\(Int((probability * 100).rounded()))", .double(value))
            })
    }
}

extension AssumptionFlip {
    fileprivate var json: JSONValue {
        [
            "best": .string(best.rawValue), "advantage": .double(advantage),
            "changes": .array(
                changes.map {
                    [
                        "assumption": .string($0.assumption.rawValue), "value": .double($0.value),
                        "side": $0.isBelow ? "below" : "above",
                    ]
                }),
        ]
    }
}

private func named(_ members: [(String, JSONValue)]) -> JSONValue {
    var object = JSONObject()
    for (name, value) in members { object[name] = value }
    return .object(object)
}
