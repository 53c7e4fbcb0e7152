/// With what probabilities the model was to be asked about the cases.
struct Sampling: Sendable {
    /// The least and the greatest probability of a lot; 1 where none was drawn.
    private(set) var least = 1.0
    private var most = 0.0
    /// Cases in which overload kept the model from being asked.
    private(set) var shed = 0

    init() {}

    init(_ records: [CaseRecord]) {
        var (least, most) = (Float(1), Float(0))
        for record in records {
            if record.model == CaseRecord.shed { shed += 1 }
            guard record.inclusion > 0, record.inclusion <= 1 else { continue }
            least = min(least, record.inclusion)
            most = max(most, record.inclusion)
        }
        (self.least, self.most) = (Double(least), Double(most))
    }

    /// Whether cases were more or less likely to be asked; with one probability for all, those that
    /// were asked are a fair sample as they are.
    var isUnequal: Bool { least < 1 && most - least > 1e-6 }
}
