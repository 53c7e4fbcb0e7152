/// A syntax tree whose names and types are known.
struct CheckedExpression: Sendable {
    let root: Expression
    /// The type of each node by its id; `dyn` where it is known only at evaluation.
    let types: [CELType]
    /// What the names of the nodes refer to, by id.
    let references: [Int: Reference]
    /// How many names the macros declare.
    let localCount: Int

    func type(of expression: Expression) -> CELType { types[expression.id] }
}

/// What a name or a call refers to.
enum Reference: Sendable {
    case variable(slot: Int)
    /// A name that a macro declares, by its number.
    case local(Int)
    case typeName(TypeName)
    case function(Function)
    /// A function whose receiver is only the front of its name, such as `math` of `math.abs`.
    case namespacedFunction(Function)
    case message(MessageType)
    /// Declared by a macro node: the numbers of its one or two variables.
    case declared(Int, Int?)
    /// Nothing; evaluation fails.
    case nothing(EvaluationError.Code, String)
}
