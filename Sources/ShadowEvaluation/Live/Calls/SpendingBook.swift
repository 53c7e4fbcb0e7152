/// Money spent by what it is limited by, kept over a reload.
package final class SpendingBook: Sendable {
    package init() {}
}
