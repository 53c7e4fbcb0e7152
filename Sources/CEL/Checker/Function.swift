/// A function of a library or of the program that embeds CEL: one name, style and argument count.
public struct Function: Sendable {
    /// The name, dots included.
    public let name: String
    /// Whether it is called as `receiver.name(…)`; the receiver is then the first parameter.
    public let isMember: Bool
    /// The types it accepts and what it then returns.
    public let signatures: [Signature]
    /// Whether the last parameter may be repeated.
    let isVariadic: Bool
    let implementation: Implementation?
    /// The function of one string, without a copy of its text.
    private(set) var textTest: (@Sendable (UnsafeRawBufferPointer) -> Bool)?

    /// The types of the parameters and of the result.
    public struct Signature: Hashable, Sendable {
        /// The types of the arguments, a receiver first.
        public let parameters: [CELType]
        /// The type of what is returned.
        public let result: CELType

        /// Makes a signature; a ``CELType/parameter(_:)`` stands for one type throughout.
        public init(_ parameters: [CELType], _ result: CELType) {
            self.parameters = parameters
            self.result = result
        }
    }

    enum Implementation: Sendable {
        case unary(@Sendable (Value, inout Frame) throws(Failure) -> Value)
        case binary(@Sendable (Value, Value, inout Frame) throws(Failure) -> Value)
        case ternary(@Sendable (Value, Value, Value, inout Frame) throws(Failure) -> Value)
        case variadic(@Sendable ([Value], inout Frame) throws(Failure) -> Value)
    }

    init(
        _ name: String, isMember: Bool = false, isVariadic: Bool = false,
        _ signatures: [Signature], _ implementation: Implementation?
    ) {
        self.name = name
        self.isMember = isMember
        self.isVariadic = isVariadic
        self.signatures = signatures
        self.implementation = implementation
    }

    /// Makes a function of the embedding program.
    ///
    /// All signatures have the same number of parameters. Where a signature leaves types open, the
    /// implementation checks them and throws ``EvaluationError/noSuchOverload``. Without an
    /// implementation the function can be checked but not called. A call takes steps by the size of
    /// its arguments.
    public init(
        name: String, isMember: Bool = false, signatures: [Signature],
        implementation: (@Sendable ([Value]) throws(EvaluationError) -> Value)?
    ) {
        let counts = Set(signatures.map(\.parameters.count))
        precondition(counts.count == 1, "a function has one number of parameters")
        let wrapped = implementation.map { body in
            Implementation.variadic { (arguments, frame) throws(Failure) -> Value in
                for argument in arguments { try frame.charge(size: argument.size) }
                do throws(EvaluationError) {
                    return try body(arguments)
                } catch {
                    throw Failure(error.code, error.message)
                }
            }
        }
        self.init(name, isMember: isMember, signatures, wrapped)
    }

    /// Makes a function of one argument, which for a string reads its UTF-8 where it lies.
    ///
    /// `implementation` is called where the type of the argument is known only at evaluation, and
    /// must give the same for a string.
    package init(
        name: String, signatures: [Signature],
        textTest: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool,
        implementation: @escaping @Sendable ([Value]) throws(EvaluationError) -> Value
    ) {
        self.init(name: name, signatures: signatures, implementation: implementation)
        self.textTest = textTest
    }

    var parameterCount: Int { signatures.first?.parameters.count ?? 0 }

    var key: Key {
        Key(name: name, isMember: isMember, count: isVariadic ? nil : parameterCount)
    }

    struct Key: Hashable {
        var name: String
        var isMember: Bool
        var count: Int?
    }
}

extension Function.Signature {
    /// The signature as a call, such as `string.startsWith(string) -> bool`.
    func description(of name: String, isMember: Bool) -> String {
        let texts = parameters.map(\.description)
        let call =
            isMember
            ? "\(texts[0]).\(name)(\(texts.dropFirst().joined(separator: ", ")))"
            : "\(name)(\(texts.joined(separator: ", ")))"
        return "\(call) -> \(result)"
    }
}
