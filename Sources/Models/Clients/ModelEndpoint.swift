package import Decisions

/// Where a model is asked, and with what key.
package struct ModelEndpoint: Sendable {
    package let baseURL: String
    let key: String?

    package init(baseURL: String, key: String? = nil) {
        self.baseURL = baseURL
        self.key = key
    }

    /// Fills in the variables of a definition, or names those that are unset or empty: such a path
    /// is disabled, which is no error.
    package static func resolve(
        _ definition: ModelDefinition, in environment: [String: String]
    ) -> Result<ModelEndpoint, UnsetVariables> {
        resolve(definition.baseURL, key: definition.key, in: environment)
    }

    /// Fills in the variables of an embedding endpoint, or names those that are unset or empty.
    package static func resolve(
        _ definition: EmbeddingDefinition, in environment: [String: String]
    ) -> Result<ModelEndpoint, UnsetVariables> {
        resolve(definition.baseURL, key: definition.key, in: environment)
    }

    private static func resolve(
        _ baseURL: String, key: String?, in environment: [String: String]
    ) -> Result<ModelEndpoint, UnsetVariables> {
        // Both at once, so that every variable that is missing is named.
        let all = EnvironmentTemplate.resolve(
            baseURL + "\n" + (key ?? ""), in: environment)
        return all.flatMap { _ in
            EnvironmentTemplate.resolve(baseURL, in: environment).flatMap { url in
                guard let key else {
                    return .success(ModelEndpoint(baseURL: url))
                }
                return EnvironmentTemplate.resolve(key, in: environment).map {
                    ModelEndpoint(baseURL: url, key: $0)
                }
            }
        }
    }

    /// Returns the address of `path` below the base, before the base's query.
    ///
    /// A version that ends the base and begins the path is not repeated.
    func url(_ path: String) -> String {
        var base = baseURL.prefix { $0 != "?" }
        let query = baseURL.dropFirst(base.count)
        while base.hasSuffix("/") { base.removeLast() }
        let isVersionTwice = base.hasSuffix("/v1") && path.hasPrefix("/v1/")
        return "\(base)\(isVersionTwice ? path.dropFirst(3) : path[...])\(query)"
    }
}

extension ModelEndpoint: CustomStringConvertible, CustomReflectable {
    /// The address without credentials and query; never the key.
    package var description: String {
        let base = baseURL.prefix { $0 != "?" }
        guard let at = base.lastIndex(of: "@"), let scheme = base.firstRange(of: "://") else {
            return String(base)
        }
        return String(base[..<scheme.upperBound] + base[base.index(after: at)...])
    }

    package var customMirror: Mirror { Mirror(self, children: ["endpoint": description]) }
}
