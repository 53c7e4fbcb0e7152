/// A case that the paths were asked, with what could tell whether they are sure.
struct FrontierCase: Sendable {
    let record: CaseRecord
    private let trueOption: UInt16
    /// The rule that answered, by its number in the log; 0 for none.
    let rule: UInt16
    private let stated: Float
    private let modelStated: Float

    /// `stated` and `modelStated` are the probabilities of the paths' answers as the log has them:
    /// below 0 for none.
    init(record: CaseRecord, truth: Int, stated: Float, modelStated: Float, rule: UInt16) {
        self.record = record
        trueOption = UInt16(clamping: truth)
        self.stated = stated
        self.modelStated = modelStated
        self.rule = rule
    }

    var truth: Int { Int(trueOption) }

    /// Probability of the heuristic's answer, as it stated it before the log stored it in 4 bytes:
    /// `below` compares with that; nil where it stated none.
    var probability: Double? { Self.asStated(stated) }

    /// The same of the model's answer.
    var modelProbability: Double? { Self.asStated(modelStated) }

    private static func asStated(_ stored: Float) -> Double? {
        stored >= 0 ? Double("\(stored)") : nil
    }

    /// Whether the truth tells the paths apart.
    func differs(options: Int) -> Bool { record.differs(options: options) }

    func weight(_ weights: (agreeing: Double, differing: Double), options: Int) -> Double {
        differs(options: options) ? weights.differing : weights.agreeing
    }

    var heuristic: Int { Int(record.heuristic) }
    var model: Int { Int(record.model) }
}
