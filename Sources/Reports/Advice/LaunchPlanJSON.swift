package import Advisor
package import JSONCodec

extension LaunchPlan {
    /// The plan as `assay.launch-plan/1`.
    package var json: JSONValue {
        [
            "schema": "assay.launch-plan/1", "nothing_may_go_first": .bool(nothingMayGoFirst),
            "draws": .int(Int64(draws)), "budget": .double(Self.budget),
            "first_uses": .double(LaunchFigures.firstUses),
            "order": .array(steps.map(\.json)),
        ]
    }
}

extension LaunchPlan.Step {
    fileprivate var json: JSONValue {
        [
            "feature": .string(candidate.name), "tier": "assistant",
            "wants_tier": .string(candidate.tier.rawValue), "value": .double(value),
            "exposure": .double(exposure), "rank": .double(rank),
            "visible_error": .double(visibleError), "first": .double(first),
            "may_be_irreversible": .bool(candidate.mayBeIrreversible),
            "depends_on": .array(candidate.assessment.dependsOn.map { .string($0) }),
            "cases_to_promote": casesToPromote.map { .int(Int64($0)) } ?? .null,
            "open": .array(open.map { .string($0) }),
        ]
    }
}
