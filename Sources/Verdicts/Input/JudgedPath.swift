package import Decisions
package import Evidence

/// A path as the verdict judges it: one version, its price, and the bounds that were declared.
package struct JudgedPath: Sendable {
    /// What a call may cost.
    package enum Price: Hashable, Sendable {
        case free
        /// Nobody knows; no money claim can be made then, only a break-even price be given.
        case unknown
        /// Known call by call, and at most this: the token limit times the rate.
        ///
        /// An answer without a price is charged the cap where that is the worse for a claim.
        case capped(at: Money)
    }

    package var version: PathVersion
    /// What people call it, such as `gpt-6-mini`.
    package var label: String
    package var price: Price
    /// The longest that a caller waits: the timeout.
    package var latencyCap: Duration
    /// What a call costs today; answers that were logged without a known price count at it.
    package var laterPrice: PriceDefinition?

    package init(
        version: PathVersion, label: String, price: Price, latencyCap: Duration,
        laterPrice: PriceDefinition? = nil
    ) {
        self.version = version
        self.label = label
        self.price = price
        self.latencyCap = latencyCap
        self.laterPrice = laterPrice
    }

    /// The name in `feature.yaml`, such as `model`.
    package var name: String { version.path }
}
