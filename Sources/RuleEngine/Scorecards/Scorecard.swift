/// Conditions with points, whose sum decides.
public final class Scorecard: Sendable {
    /// The points of every case.
    public let base: Double
    /// The conditions with their points, in the order of the file.
    public let rules: [ScoreRule]
    /// From how many points each option is given.
    public let thresholds: Thresholds
    /// How points become a probability; `nil` where none is known.
    public let curve: LogisticCurve?
    /// Whether the file leaves the curve to a measurement.
    public let isCurveMeasured: Bool
    /// What is answered below all thresholds.
    public let otherwise: RuleOutput

    /// The id under which the log knows a decision to which no rule added points.
    public static let id = "scorecard"

    init(
        base: Double, rules: [ScoreRule], thresholds: Thresholds, curve: LogisticCurve?,
        isCurveMeasured: Bool, otherwise: RuleOutput
    ) {
        self.base = base
        self.rules = rules
        self.thresholds = thresholds
        self.curve = curve
        self.isCurveMeasured = isCurveMeasured
        self.otherwise = otherwise
    }

    /// Returns the points of a case in which the rules at `fired` fired.
    func points(_ fired: [Int]) -> Double { fired.reduce(base) { $0 + rules[$1].points } }

    /// Returns what follows where the rules at `fired` fired.
    func decision(_ fired: [Int]) -> RuleDecision {
        let points = points(fired)
        let output = thresholds.code(for: points).map(RuleOutput.option) ?? otherwise
        let rule = ranked(fired).first
        guard case .option(let code) = output else { return .abstained(rule: nil) }
        return .decided(
            code: code, rule: rule,
            confidence: curve?.probability(ofLevel: code, at: points), points: points)
    }

    /// Returns the rules at `fired` by the size of their contribution, the largest first.
    func ranked(_ fired: [Int]) -> [Int] {
        fired.filter { rules[$0].points != 0 }.sorted {
            (-abs(rules[$0].points), $0) < (-abs(rules[$1].points), $1)
        }
    }
}

/// A condition and the points that it adds where it holds.
public struct ScoreRule: Sendable {
    /// The id under which answers and explanations know it; unique in the file.
    public let id: String
    /// A Boolean expression over fields and variables.
    public let condition: RuleExpression
    /// What it adds where it holds; negative takes points away.
    public let points: Double
    /// What the rule means to a person.
    public let explanation: String?
}
