/// Rules in the order of their file, and how they decide one question.
///
/// A class: threads share one, and each copy of its parts would count their references.
public final class RuleList: Sendable {
    /// The rules in the order of the file.
    public let rules: [Rule]
    let resolution: HitResolution
    /// The place of each rule by priority, the highest first.
    let order: [Int]

    init(rules: [Rule], resolution: HitResolution, order: [Int]) {
        self.rules = rules
        self.resolution = resolution
        self.order = order
    }

    /// Which of the rules that fire decides.
    public var hitPolicy: HitPolicy { resolution.hitPolicy }
    /// What is answered where none fires.
    public var otherwise: Otherwise { resolution.otherwise }

    /// No rules at all.
    static let empty = RuleList(rules: [], resolution: .empty, order: [])

    /// Returns the id of the rule at `index`, or that of `otherwise`.
    public func id(ofRule index: Int?) -> String {
        index.map { rules[$0].id } ?? Otherwise.id
    }
}
