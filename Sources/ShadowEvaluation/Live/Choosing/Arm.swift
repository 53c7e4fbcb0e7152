import Decisions

/// Who can be in charge of a request.
enum Arm: Hashable, Sendable {
    /// The path at an index.
    case path(Int)
    case cascade(heuristic: Int, model: Int)

    /// The model that is asked where the arm asks any.
    func model(among paths: [LivePath]) -> Int? {
        switch self {
        case .path(let index): paths[index].isModel ? index : nil
        case .cascade(_, let model): model
        }
    }

    /// The arms of the paths that are ready, by name.
    static func all(_ paths: [AnsweringPath], cascade: CascadeDefinition) -> [String: Arm] {
        var arms: [String: Arm] = [:]
        for (index, path) in paths.enumerated() { arms[path.name] = .path(index) }
        let model = paths.firstIndex {
            $0.isModel && $0.name == (cascade.model ?? $0.name)
        }
        if let heuristic = paths.firstIndex(where: { !$0.isModel }), let model {
            arms[LiveDefinition.cascadeName] = .cascade(heuristic: heuristic, model: model)
        }
        return arms
    }
}

/// Who is in charge of one request, and with what probability.
struct Assignment: Sendable {
    var arm: Arm
    var name: String
    var probability: Double
    var holdoutProbability: Double
    var isHidden: Bool
}
