/// A declared field of a case: what rules may read and what a model may be shown.
public struct FieldDefinition: Hashable, Sendable {
    /// Where the field's value stands in a request.
    public enum Origin: Hashable, Sendable {
        /// The request's text.
        case text
        /// The last message of the user in a chat.
        case lastUserMessage
        /// A path into the request's JSON.
        case json([String])
    }

    public var name: String
    public var type: FieldType
    public var origin: Origin
    /// Whether a case may lack the field; rules test it with `has()`.
    public var isOptional: Bool

    public init(name: String, type: FieldType, origin: Origin? = nil, isOptional: Bool = false) {
        self.name = name
        self.type = type
        self.origin = origin ?? .json([name])
        self.isOptional = isOptional
    }
}
