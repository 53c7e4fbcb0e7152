import Decisions

/// Decides for which requests a shadow model is asked, and knows with what probability.
///
/// The draw depends on the case's id and the path, so that a retry is sampled as its first try was.
struct ShadowSampler: Sendable {
    /// What the paths that have answered already say about a request.
    struct Signs {
        var isAbstained = false
        var isUnsure = false
        var isDisputed = false
    }

    /// Whether to ask, and with what probability that came out.
    struct Draw {
        var isIncluded: Bool
        var probability: Double
    }

    private let definition: ShadowDefinition
    /// By path, what its draws are for.
    private let first: [StableHash.Purpose]
    private let again: [StableHash.Purpose]

    init(_ feature: Feature, paths: [String]) {
        definition = feature.shadow
        first = paths.map { StableHash.Purpose("shadow " + $0, salt: feature.name) }
        again = paths.map { StableHash.Purpose("repeat " + $0, salt: feature.name) }
    }

    /// Whether signs make a difference.
    var readsSigns: Bool {
        definition.onAbstain > 0 || definition.onUnsure > 0 || definition.onDisagreement > 0
    }

    /// The probability of its answer below which the heuristic is not sure.
    var unsureBelow: Double { definition.unsureBelow }

    /// The probability with which shadows are asked about a case; an operator's `sample` goes before
    /// the shares of slices, but not before those of signs.
    func probability(_ slices: [String: String], _ signs: Signs, sample: Double?) -> Double {
        var probability = sample ?? slice(slices) ?? definition.sample
        if signs.isAbstained { probability = max(probability, definition.onAbstain) }
        if signs.isUnsure { probability = max(probability, definition.onUnsure) }
        if signs.isDisputed { probability = max(probability, definition.onDisagreement) }
        return probability
    }

    private func slice(_ slices: [String: String]) -> Double? {
        definition.bySlice.compactMap { field, shares in slices[field].flatMap { shares[$0] } }
            .max()
    }

    func draw(_ unit: StableHash, path: Int, probability: Double) -> Draw {
        Draw(
            isIncluded: unit.draws(probability, for: first[path]), probability: probability)
    }

    /// Whether a path that is asked with a probability is asked once more.
    func drawAgain(_ unit: StableHash, path: Int, probability: Double) -> Draw {
        Draw(
            isIncluded: unit.draws(definition.repeated, for: again[path]),
            probability: probability * definition.repeated)
    }
}
