import Decisions

/// One record of a segment.
enum SpoolRecord {
    /// The first byte of a record; never changes its meaning.
    enum Kind: UInt8 {
        /// What a feature's number stands for; before the first record that needs it.
        case feature = 1
        case request
        case completion
        case change
    }

    case feature(SpooledFeature)
    case request(SpooledRequest)
    case completion(SpooledCompletion)
    case change(SpooledChange)
}
