package import Decisions
import Synchronization

/// Money that may be spent: reserved before a call, settled after it.
///
/// A reserve is the most that a call can cost, so that calls under way together cannot overshoot.
package final class SpendLimit: Sendable {
    private struct State {
        var reserved = Money.zero
        var spent = Money.zero
        var unpriced = 0
    }

    /// `nil` for no limit.
    package let limit: Money?
    private let state = Mutex(State())

    package init(_ limit: Money?) {
        self.limit = limit
    }

    /// What has been paid; the reserve counts for a call of which the price stayed unknown.
    package var spent: Money { state.withLock(\.spent) }

    /// How many calls had no known price.
    package var unpriced: Int { state.withLock(\.unpriced) }

    /// Sets `amount` aside; false where the limit does not allow it.
    package func reserve(_ amount: Money) -> Bool {
        state.withLock { state in
            if let limit, state.spent + state.reserved + amount > limit { return false }
            state.reserved += amount
            return true
        }
    }

    /// Replaces a reserve by what was paid; where that is unknown (`nil`), the reserve stays spent.
    package func settle(reserved amount: Money, paid: Money?) {
        state.withLock { state in
            state.reserved -= amount
            state.spent += paid ?? amount
            if paid == nil { state.unpriced += 1 }
        }
    }
}
