/// A value that an answer can take: a choice's text or Boolean, or a score's level label.
///
/// `true` and `"true"` are different values, as in the Decisions API.
public enum OptionValue: Hashable, Sendable {
    case text(String)
    case flag(Bool)
}

extension OptionValue: CustomStringConvertible {
    /// The value as a person reads it.
    public var description: String {
        switch self {
        case .text(let text): text
        case .flag(let flag): flag ? "true" : "false"
        }
    }
}
