import Decisions
import Evidence
import Models
import RuleEngine

extension FeatureFolder {
    /// The version of a path as the folder has it now: what its answers depend on.
    func version(of path: PathDefinition) -> PathVersion? {
        switch path.kind {
        case .heuristic:
            ruleSet.map { rules in
                let hash = ContentHash([
                    ("rules", rules.version), ("asked", feature.askedHash.description),
                ])
                return PathVersion(path: path.name, version: hash)
            }
        case .model(let definition):
            tasks[path.name].map { task in
                let hash = ContentHash([
                    ("prompt", task.promptHash.description), ("api", definition.api.rawValue),
                    ("model", definition.model),
                ])
                return PathVersion(path: path.name, version: hash)
            }
        }
    }

    /// The versions under which an observation is made; a model's identity comes with its replies.
    var versionSet: VersionSet {
        let prompts = feature.paths.compactMap { tasks[$0.name]?.promptHash.description }
        return VersionSet(
            feature: feature.hash, rules: ruleSet.map { ContentHash([("rules", $0.version)]) },
            calibration: calibration?.hash,
            prompt: prompts.isEmpty
                ? nil : ContentHash(prompts.map { ("prompt", $0) }),
            prices: prices.hash)
    }
}
