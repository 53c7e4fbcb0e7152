/// A name that an expression may read, and its type.
public struct Variable: Hashable, Sendable {
    /// The name; dots are allowed, as in `request.user`.
    public let name: String
    /// The type; ``CELType/dyn`` if it is known only at evaluation.
    public let type: CELType
    /// Whether it may be absent; reading it then is an error, and `has(name)` tells.
    public let isOptional: Bool

    /// Declares a variable.
    public init(_ name: String, _ type: CELType, isOptional: Bool = false) {
        self.name = name
        self.type = type
        self.isOptional = isOptional
    }
}
