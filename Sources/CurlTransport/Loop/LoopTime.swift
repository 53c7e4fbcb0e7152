/// The time of the loop's current round, read once for all its transfers.
final class LoopTime {
    var now = ContinuousClock.now
}
