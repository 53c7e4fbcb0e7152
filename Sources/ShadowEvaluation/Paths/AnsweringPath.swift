import Decisions
package import Evidence
package import Models
package import RuleEngine

/// A path that is ready to answer, with the version of all that its answers depend on.
package struct AnsweringPath: Sendable {
    package enum Kind: Sendable {
        case heuristic(RuleSet)
        case model(any ModelAnswering)
    }

    package var version: PathVersion
    package var kind: Kind
    /// The most calls under way at once.
    package var concurrency: Int
    /// What a model's calls cost that others than its own client make.
    package var prices: PriceTable

    package init(
        version: PathVersion, kind: Kind, concurrency: Int = 1, prices: PriceTable = .builtIn
    ) {
        self.version = version
        self.kind = kind
        self.concurrency = concurrency
        self.prices = prices
    }

    package var name: String { version.path }

    package var isModel: Bool { if case .model = kind { true } else { false } }

    /// Whether a spend limit can hold: the most that a call costs is known before it is made.
    package var hasKnownPrice: Bool {
        guard case .model(let model) = kind else { return true }
        return model.highestPrice(of: CaseInput(json: Array("{}".utf8))) != nil
    }
}
