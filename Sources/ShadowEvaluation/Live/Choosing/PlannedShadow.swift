import Decisions

/// A model that is drawn to be asked about a request, in the shadow or once more.
struct PlannedShadow: Sendable {
    /// Index of the path.
    var path: Int
    /// From 1 where it is asked once more, to measure its noise.
    var repeatIndex = 0
    /// With what probability it was drawn.
    var probability: Double
    /// What is logged at once, since something keeps it from being asked; `nil` where it is pending.
    var answers: [Answer]?
}
