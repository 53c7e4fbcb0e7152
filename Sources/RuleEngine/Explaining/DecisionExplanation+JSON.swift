package import JSONCodec

extension DecisionExplanation {
    /// The whole explanation, for the log and for other programs; values as CEL writes them.
    package var jsonValue: JSONValue {
        [
            "question": .string(question), "summary": .string(summary), "brief": .string(brief),
            "hits": .array(hits.map { .string($0) }), "total": .doubleOrNull(total),
            "reasons": .array(reasons.map(\.jsonValue)),
            "missing": .array(missing.map(\.jsonValue)),
            "near_misses": .array(nearMisses.map { .string($0.rule) }),
            "rules": .array(rules.map(\.jsonValue)),
        ]
    }
}

extension Reason {
    fileprivate var jsonValue: JSONValue {
        [
            "rule": .string(rule), "points": .doubleOrNull(points),
            "explanation": explanation.map { .string($0) } ?? .null,
        ]
    }
}

extension RuleTrace {
    fileprivate var jsonValue: JSONValue {
        let name: JSONValue =
            switch result {
            case .fired: "fired"
            case .notFired: "not-fired"
            case .failed: "failed"
            case .notReached: "not-reached"
            }
        let error: JSONValue =
            if case .failed(let error) = result { .string("\(error)") } else { .null }
        return [
            "rule": .string(rule), "result": name, "error": error,
            "explanation": explanation.map { .string($0) } ?? .null,
            "conditions": .array(conditions.map(\.jsonValue)),
        ]
    }
}

extension ConditionTrace {
    fileprivate var jsonValue: JSONValue {
        let holds: JSONValue =
            switch outcome {
            case .holds: true
            case .doesNotHold: false
            case .failed: .null
            }
        return [
            "condition": .string(text), "holds": holds,
            "read": .array(
                readings.map {
                    ["name": .string($0.name), "value": $0.value.map { .string($0) } ?? .null]
                }),
            "found": .array(
                findings.map { ["list": .string($0.list), "entry": .string($0.entry)] }),
        ]
    }
}
