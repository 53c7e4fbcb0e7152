/// What the loop's current round has for all its transfers.
final class LoopRound {
    /// The time, read once.
    var now = ContinuousClock.now
    private var changed: [BodyChannel] = []

    /// Has the reader of `channel` woken at the end of the round: a short response has come whole
    /// by then, and wakes it once.
    func willWake(_ channel: BodyChannel) {
        if changed.last !== channel { changed.append(channel) }
    }

    func wakeReaders() {
        for channel in changed { channel.wake() }
        changed.removeAll(keepingCapacity: true)
    }
}
