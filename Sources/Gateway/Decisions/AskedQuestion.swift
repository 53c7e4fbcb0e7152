import Decisions

/// A question as a request puts it.
struct AskedQuestion: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case question(Question.Kind)
        /// A type that no feature has, such as `box`.
        case other(String)
    }

    /// `nil` where the request gives none, which only Decisions allows.
    var name: String?
    var kind: Kind
    /// The values in the request's order; a predicate's are `false` and `true`.
    var options: [OptionValue]
    /// Whether the dialect tells `true` from `"true"`; System One's options are texts.
    var keepsTypes = false
}
