/// The part of a long log that a verdict's audits read, so that a verdict takes no longer for it.
///
/// Its first observation moves on by `step` at a time: in between, looking often costs nothing. Each
/// such start has a chance of a false alarm of its own.
package struct AuditGlance: Hashable, Sendable {
    /// A log of twice as many observations is still read whole.
    package static let step = 10_000

    /// Which start this is; 0 where the whole log is read.
    package let start: Int
    /// How many of the newest observations are read.
    package let observations: Int

    package init(ofLogOf observations: Int) {
        start = max(0, observations / Self.step - 1)
        self.observations = observations - start * Self.step
    }

    package var isWholeLog: Bool { start == 0 }
    /// `observations`, where that is less than all.
    package var newest: Int? { isWholeLog ? nil : observations }
}
