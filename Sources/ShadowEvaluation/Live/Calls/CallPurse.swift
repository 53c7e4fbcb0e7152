import Decisions
import Models

/// What the calls of a path are paid from: its own limit and, for shadows, that of the feature.
struct CallPurse: Sendable {
    /// What was set aside for a call.
    struct Reserve: Sendable {
        fileprivate var path: WindowedSpendLimit.Reservation
        fileprivate var shadows: WindowedSpendLimit.Reservation?
    }

    /// Of all calls of the path.
    let path: WindowedSpendLimit
    /// Of all shadows of the feature.
    let shadows: WindowedSpendLimit

    /// Sets aside the most that a call can cost; `nil` where a limit does not allow it, or where
    /// there is a limit and the price is not known.
    func reserve(
        _ model: any ModelAnswering, _ input: CaseInput, isShadow: Bool, at moment: LiveMoment
    ) -> Reserve? {
        var amount = Money.zero
        if path.isLimited || isShadow && shadows.isLimited {
            guard let highest = model.highestPrice(of: input) else { return nil }
            amount = highest
        }
        guard let own = path.reserve(amount, at: moment) else { return nil }
        guard isShadow else { return Reserve(path: own) }
        guard let shared = shadows.reserve(amount, at: moment) else {
            path.settle(own, paid: .zero)
            return nil
        }
        return Reserve(path: own, shadows: shared)
    }

    /// Replaces a reserve by what was paid; where that is unknown (`nil`), the reserve stays spent.
    func settle(_ reserve: Reserve, paid: Money?) {
        path.settle(reserve.path, paid: paid)
        if let reservation = reserve.shadows { shadows.settle(reservation, paid: paid) }
    }
}
