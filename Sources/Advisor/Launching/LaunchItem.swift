/// The items of `Questionnaires/launch.yaml` by which features are ordered.
package enum LaunchItem: String, CaseIterable, Sendable {
    case value, reach
    case wrongShare = "wrong_share"
    case visible, severity, correction, reversible, tier

    /// Those whose answers are figures.
    static let figures: [LaunchItem] = [
        .value, .reach, .wrongShare, .visible, .severity, .correction,
    ]
}
