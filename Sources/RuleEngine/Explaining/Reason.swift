/// A part of a scorecard's points, for callers that have to say what an answer rests on.
public struct Reason: Hashable, Sendable {
    /// The id of the rule that added the points: the reason code.
    public let rule: String
    /// What the rule added; negative where it took points away.
    public let points: Double
    /// What the rule means to a person.
    public let explanation: String?
}

extension Reason: CustomStringConvertible {
    /// The points with their sign, the rule's id and its explanation, on one line.
    public var description: String {
        let sign = points > 0 ? "+" : ""
        return "\(sign)\(points) `\(rule)`" + (explanation.map { ": \($0)" } ?? "")
    }
}
