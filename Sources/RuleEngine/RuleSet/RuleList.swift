/// Rules in the order of their file, and how they decide one question.
public struct RuleList: Sendable {
    public let hitPolicy: HitPolicy
    public let rules: [Rule]
    public let otherwise: Otherwise
    /// The probability of each rule's output, as stated or measured; `nil` where none is known.
    let confidences: [Double?]
    /// The probability of what `otherwise` gives.
    let otherwiseConfidence: Double?

    init(
        hitPolicy: HitPolicy, rules: [Rule], otherwise: Otherwise, calibration: [String: Precision]
    ) {
        self.hitPolicy = hitPolicy
        self.rules = rules
        self.otherwise = otherwise
        func probability(_ id: String, _ confidence: RuleConfidence?) -> Double? {
            switch confidence {
            case .stated(let value): value
            case .measured: calibration[id]?.precision
            case nil: nil
            }
        }
        confidences = rules.map { probability($0.id, $0.confidence) }
        otherwiseConfidence = probability(Otherwise.id, otherwise.confidence)
    }

    /// No rules at all.
    static let empty = RuleList(
        hitPolicy: .first, rules: [], otherwise: .abstain, calibration: [:])

    /// Returns the id of the rule at `index`, or that of `otherwise`.
    public func id(ofRule index: Int?) -> String {
        index.map { rules[$0].id } ?? Otherwise.id
    }

    /// Returns what the rule at `index`, or `otherwise`, gives.
    func output(ofRule index: Int?) -> RuleOutput {
        index.map { rules[$0].output } ?? otherwise.output
    }

    /// Returns how likely what the rule at `index`, or `otherwise`, gives is right.
    func confidence(ofRule index: Int?) -> Double? {
        index.map { confidences[$0] } ?? otherwiseConfidence
    }
}
