/// What became of a record that was given to the spool.
package enum SpoolReceipt: Hashable, Sendable {
    /// It survives the end of the process.
    case logged
    /// It is nowhere; the caller's answer stands all the same.
    case unlogged(Reason)

    /// Why a record was not taken; the raw values are names of metrics.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        /// The spool holds as much as it may; the drain has not kept up.
        case full
        /// The record is larger than a record may be.
        case tooLarge = "too_large"
        case diskFull = "disk_full"
        /// The operating system refused the write for another reason.
        case broken
        case closed
    }
}

/// How many records a spool has taken and refused since it was opened.
package struct SpoolCounts: Hashable, Sendable {
    package var logged = 0
    package var bytes = 0
    package var unlogged: [SpoolReceipt.Reason: Int] = [:]

    package init() {}
}

/// How much a spool may hold.
package struct SpoolLimits: Hashable, Sendable {
    /// In bytes; a segment ends with the record that exceeds it.
    package var segment: Int
    /// All segments together, in bytes.
    package var total: Int
    /// One record, in bytes.
    package var record: Int

    package init(segment: Int = 16 << 20, total: Int = 1 << 30, record: Int = 1 << 20) {
        self.segment = segment
        self.total = total
        self.record = record
    }
}
