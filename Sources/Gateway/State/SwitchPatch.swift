import Decisions
import JSONCodec
import ShadowEvaluation

/// A change of a feature's switches, as an operator sends it: what is left out stays as it is, and
/// `null` gives a switch back to the feature's file.
struct SwitchPatch: Sendable {
    private var changes: [@Sendable (inout LiveSwitches) -> Void] = []

    static let names = [
        "in_charge", "split_share", "shadow_sample", "shadows_paused", "models_off",
    ]

    init(_ json: JSONValue) throws(WireProblem) {
        guard let object = json.object else {
            throw WireProblem(.invalid, "a change is an object")
        }
        for member in object.members {
            let value = member.value
            switch member.key {
            case "in_charge":
                let name = try Self.optional(value, member.key, "a path's name") { $0.string }
                changes.append { $0.inCharge = name }
            case "split_share":
                let share = try Self.optional(value, member.key, "a number") { $0.double }
                changes.append { $0.splitShare = share }
            case "shadow_sample":
                let share = try Self.optional(value, member.key, "a number") { $0.double }
                changes.append { $0.shadowSample = share }
            case "shadows_paused":
                let flag = try Self.optional(value, member.key, "true or false") { $0.bool }
                changes.append { $0.areShadowsPaused = flag ?? false }
            case "models_off":
                let flag = try Self.optional(value, member.key, "true or false") { $0.bool }
                changes.append { $0.areModelsOff = flag ?? false }
            default:
                let names = Self.names.map { "`\($0)`" }.joined(separator: ", ")
                throw WireProblem(
                    .invalid, "there is no switch `\(member.key.prefix(64))`; there are \(names)",
                    at: [.member(String(member.key.prefix(64)))])
            }
        }
        guard !changes.isEmpty else {
            throw WireProblem(.missing, "the change names no switch")
        }
    }

    func apply(to switches: inout LiveSwitches) {
        for change in changes { change(&switches) }
    }

    private static func optional<Value>(
        _ json: JSONValue, _ name: String, _ what: String, _ read: (JSONValue) -> Value?
    ) throws(WireProblem) -> Value? {
        if json.isNull { return nil }
        if let value = read(json) { return value }
        throw WireProblem(
            .invalid, "`\(name)` is neither \(what) nor null", at: [.member(name)])
    }
}
