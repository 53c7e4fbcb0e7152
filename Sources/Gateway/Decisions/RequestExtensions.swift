import Decisions
import JSONCodec

/// What a request says beyond its dialect, as `x_assay`.
struct RequestExtensions: Hashable, Sendable {
    var caseID: String?
    var user: String?
    var groups: [String: String] = [:]
    var time: Timestamp?
    var canHide = false

    private static let limits = JSONLimits(bytes: 64 << 10, depth: 4, values: 1000)

    /// Reads an object of `case_id`, `user`, `groups`, `time` and `can_hide`.
    init(_ json: UnsafeBufferPointer<UInt8>) throws(WireProblem) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: json, limits: Self.limits)
        } catch {
            throw WireProblem(.invalid, "`x_assay`: \(error)", at: [.member("x_assay")])
        }
        if value.isNull { return }
        guard let object = value.object else {
            throw WireProblem(.invalid, "`x_assay` is no object", at: [.member("x_assay")])
        }
        for member in object.members where !member.value.isNull { try read(member) }
    }

    private mutating func read(_ member: JSONObject.Member) throws(WireProblem) {
        switch member.key {
        case "case_id": caseID = try text(member)
        case "user": user = try text(member)
        case "groups":
            guard let object = member.value.object else {
                throw Self.problem(member.key, "is no object")
            }
            for group in object.members { groups[group.key] = try text(group) }
        case "time":
            guard let time = member.value.string.flatMap({ Timestamp($0) }) else {
                throw Self.problem(member.key, "is no time such as `2026-01-31T12:00:00Z`")
            }
            self.time = time
        case "can_hide":
            guard let flag = member.value.bool else {
                throw Self.problem(member.key, "is neither `true` nor `false`")
            }
            canHide = flag
        default: break
        }
    }

    /// Returns a text of 1 to 512 bytes, or an integer as one.
    private func text(_ member: JSONObject.Member) throws(WireProblem) -> String {
        let text = member.value.string ?? member.value.int.map { String($0) }
        guard let text else { throw Self.problem(member.key, "is neither a text nor an integer") }
        guard (1...CaseReader.maximumIDLength).contains(text.utf8.count) else {
            throw Self.problem(
                member.key, "has \(text.utf8.count) bytes; 1 to \(CaseReader.maximumIDLength)")
        }
        return text
    }

    private static func problem(_ key: String, _ fact: String) -> WireProblem {
        WireProblem(.invalid, "`\(key)` \(fact)", at: [.member("x_assay"), .member(key)])
    }
}

extension RequestExtensions {
    /// Puts what the caller says about a case over what its fields say.
    func apply(to found: inout Case) {
        if let caseID { found.id = caseID }
        if let user { found.user = user }
        if let time { found.time = time }
        found.groups.merge(groups) { $1 }
    }
}
