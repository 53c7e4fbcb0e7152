/// A case that is old enough to count, as the ordered part of the evidence needs it: 48 bytes.
struct CaseRecord: Sendable {
    /// In microseconds since 1970; the least value where there is none, so that undated cases
    /// come first.
    var time: Int64
    /// 0 where there is none.
    var user: UInt64
    /// Price of the model's answer in dollars, cut at its cap; 0 where it is unknown.
    var price: Double
    /// Numbers are below 2³²: the log holds no more cases.
    var caseNumber: UInt32
    /// Seconds of waiting, cut at their caps.
    var heuristicSeconds: Float
    var modelSeconds: Float
    /// With what probability the model was to be asked; 0 where no lot was drawn.
    var inclusion: Float
    /// Index of the true option; `none` where no outcome counts.
    var truth: UInt16
    /// Options, then abstained, then failed; `none` where the path was not asked.
    var heuristic: UInt16
    /// The same, or `shed`.
    var model: UInt16
    var isPriceMissing: Bool
    /// Whether the paths differ and the lot drew no label for the case.
    var isLeftOut = false

    static let none = UInt16.max
    /// The path was to be asked, and overload kept it from that.
    static let shed = UInt16.max - 1

    /// Whether the truth would tell the paths apart: they differ, and one of them at least has one of
    /// the `options` for its answer.
    func differs(options: Int) -> Bool { Self.differ(heuristic, model, options: options) }

    static func differ(_ heuristic: UInt16, _ model: UInt16, options: Int) -> Bool {
        heuristic != model && min(heuristic, model) < options
    }

    /// By time, ties by case number.
    static func isBefore(_ first: Self, _ second: Self) -> Bool {
        (first.time, first.caseNumber) < (second.time, second.caseNumber)
    }

    static func isInOrder(_ first: Self, _ second: Self) -> Bool { !isBefore(second, first) }
}
