/// What an operator can change while a feature runs; `nil` leaves it as `feature.yaml` has it.
package struct LiveSwitches: Hashable, Sendable {
    /// The path in charge, or `cascade`; ends a split.
    package var inCharge: String?
    /// The share of units for which the split's path is in charge, in [0, 1].
    package var splitShare: Double?
    /// The share of requests for which shadows are asked, in [0, 1], whatever their slices.
    package var shadowSample: Double?
    package var areShadowsPaused = false
    /// The kill switch: no model is asked, whoever is in charge.
    package var areModelsOff = false

    package init() {}
}
