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

    /// An identifier, by which rules and prompts name the field.
    public var name: String
    /// The type that a case's value must have.
    public var type: FieldType
    /// Where a live request has the value; a recorded case has it under `name`.
    public var origin: Origin
    /// Whether a case may lack the field; rules test it with `has()`.
    public var isOptional: Bool

    /// Makes a field; without an origin it is the request's JSON member of its name.
    public init(name: String, type: FieldType, origin: Origin? = nil, isOptional: Bool = false) {
        self.name = name
        self.type = type
        self.origin = origin ?? .json([name])
        self.isOptional = isOptional
    }
}
