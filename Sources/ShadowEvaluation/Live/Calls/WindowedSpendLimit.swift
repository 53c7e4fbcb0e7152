package import Decisions
import Synchronization

/// Money that may be spent in an hour and in a day of UTC: reserved before a call, settled after it.
///
/// A call belongs to the hour and day in which it was reserved, whenever it ends.
package final class WindowedSpendLimit: Sendable {
    /// What was set aside for a call, and when.
    package struct Reservation: Hashable, Sendable {
        let amount: Money
        let hour: Int64
        let day: Int64
    }

    private struct Window {
        /// In microseconds.
        let span: Int64
        var limit: Money?
        var number: Int64 = .min
        /// By the clock that nobody sets.
        var beganAt: Int64 = 0
        var reserved = Money.zero
        var spent = Money.zero

        mutating func move(to moment: LiveMoment) {
            let current = moment.time.microseconds / span
            // A clock that is set back does not open a window again; but one that was far ahead for
            // a while does not keep it shut for longer than a window lasts.
            let hasLasted = moment.nanoseconds - beganAt >= span * 1000
            guard current > number || current < number && hasLasted else { return }
            number = current
            beganAt = moment.nanoseconds
            reserved = .zero
            spent = .zero
        }

        mutating func begin(_ number: Int64, spent: Int64, at moment: LiveMoment) {
            self.number = number
            self.spent = Money(nanoUSD: spent)
            beganAt = moment.nanoseconds
        }

        func allows(_ amount: Money) -> Bool {
            limit.map { spent + reserved + amount <= $0 } ?? true
        }

        mutating func settle(_ amount: Money, paid: Money, in number: Int64) {
            guard number == self.number else { return }
            reserved -= amount
            spent += paid
        }
    }

    private struct State {
        var hour = Window(span: 3_600_000_000)
        var day = Window(span: 86_400_000_000)
    }

    private let state = Mutex(State())

    package init() {}

    /// Whether there is a limit: without one, prices need not be known.
    var isLimited: Bool { state.withLock { $0.hour.limit != nil || $0.day.limit != nil } }

    /// Sets the limits, also below what has been spent; `nil` for none.
    func set(hour: Money?, day: Money?) {
        state.withLock { state in
            state.hour.limit = hour
            state.day.limit = day
        }
    }

    /// Sets `amount` aside; `nil` where a limit does not allow it.
    func reserve(_ amount: Money, at moment: LiveMoment) -> Reservation? {
        state.withLock { state in
            state.hour.move(to: moment)
            state.day.move(to: moment)
            guard state.hour.allows(amount), state.day.allows(amount) else { return nil }
            state.hour.reserved += amount
            state.day.reserved += amount
            return Reservation(amount: amount, hour: state.hour.number, day: state.day.number)
        }
    }

    /// Replaces a reserve by what was paid; where that is unknown (`nil`), the reserve stays spent.
    func settle(_ reservation: Reservation, paid: Money?) {
        let amount = reservation.amount
        state.withLock { state in
            state.hour.settle(amount, paid: paid ?? amount, in: reservation.hour)
            state.day.settle(amount, paid: paid ?? amount, in: reservation.day)
        }
    }

    /// What counts against the limits, to be kept beyond the end of the process; `nil` without
    /// limits and before the first call.
    var account: SpendingAccount? {
        state.withLock { state in
            guard state.hour.limit != nil || state.day.limit != nil, state.day.number > .min else {
                return nil
            }
            return SpendingAccount(
                hour: state.hour.number,
                hourNanoUSD: (state.hour.spent + state.hour.reserved).nanoUSD,
                day: state.day.number, dayNanoUSD: (state.day.spent + state.day.reserved).nanoUSD)
        }
    }

    /// Has what an earlier process spent count against the limits.
    func open(_ account: SpendingAccount, at moment: LiveMoment) {
        state.withLock { state in
            state.hour.begin(account.hour, spent: account.hourNanoUSD, at: moment)
            state.day.begin(account.day, spent: account.dayNanoUSD, at: moment)
        }
    }

    /// What has been spent in the hour and the day of `moment`.
    package func spent(at moment: LiveMoment) -> (hour: Money, day: Money) {
        state.withLock { state in
            state.hour.move(to: moment)
            state.day.move(to: moment)
            return (state.hour.spent, state.day.spent)
        }
    }
}
