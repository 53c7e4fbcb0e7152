/// What keeps the records of live decisions: the spool, or a test's memory.
package protocol ObservationSink: Sendable {
    /// Keeps a record, at once and without waiting: at most one bounded write.
    ///
    /// Called from several threads. Records of one request come in the order in which they arose;
    /// those of different requests in any.
    func append(_ record: LiveRecord) -> SinkResult
}

/// What became of a record.
package enum SinkResult: Hashable, Sendable {
    /// It survives a crash of the process.
    case written
    /// It is lost; the caller is answered all the same.
    case unlogged(UnloggedReason)

    package enum UnloggedReason: String, Hashable, Sendable, CaseIterable {
        /// There is no room for it.
        case full
        /// It could not be written.
        case broken
        /// It is larger than a record may be.
        case tooLarge = "too_large"
    }
}
