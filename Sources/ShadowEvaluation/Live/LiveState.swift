/// What a feature keeps when its files are read again: switches, counts and money spent.
package struct LiveState: Sendable {
    package let control: LiveControl
    package let ledger: Ledger
    package let spending: SpendingBook
    package let calls: CallReports

    package init(
        control: LiveControl = LiveControl(), ledger: Ledger = Ledger(),
        spending: SpendingBook = SpendingBook(), calls: CallReports = CallReports()
    ) {
        self.control = control
        self.ledger = ledger
        self.spending = spending
        self.calls = calls
    }
}
