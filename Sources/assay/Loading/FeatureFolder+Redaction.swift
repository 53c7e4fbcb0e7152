import Decisions
import ShadowEvaluation

extension FeatureFolder {
    /// What takes out of cases what the log may not see, with its key; `nil` where nothing is.
    func redactor() throws -> Redactor? {
        guard let redaction = feature.live.redaction else { return nil }
        guard let key = redaction.key else { return try Redactor(redaction, key: nil) }
        switch EnvironmentTemplate.resolve(key, in: Console.environment) {
        case .success(let key): return try Redactor(redaction, key: key)
        case .failure(let unset):
            let names = unset.names.map { "`\($0)`" }.joined(separator: ", ")
            throw CommandFailure(
                .badConfiguration,
                "\(path)/feature.yaml: the key of `redact` needs \(names), which is not set")
        }
    }
}
