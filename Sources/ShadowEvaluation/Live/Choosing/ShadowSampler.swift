import Decisions

/// Decides for which requests a shadow model is asked, and knows with what probability.
struct ShadowSampler: Sendable {
    private let definition: ShadowDefinition
    private let feature: String

    init(_ feature: Feature) {
        definition = feature.shadow
        self.feature = feature.name
    }
}
