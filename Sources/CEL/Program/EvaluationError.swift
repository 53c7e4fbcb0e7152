/// Why an expression has no value.
public struct EvaluationError: Error, Hashable, Sendable {
    /// What kind of error it is.
    public let code: Code
    /// The fact: lower case, values in backticks.
    public let message: String
    /// The sub-expression that failed, as UTF-8 offsets into the expression.
    public let range: Range<Int>

    /// Makes an error, such as for a function of the embedding program.
    public init(_ code: Code, _ message: String, range: Range<Int> = 0..<0) {
        self.code = code
        self.message = message
        self.range = range
    }

    /// An error for a function that does not accept its arguments.
    public static let noSuchOverload = EvaluationError(
        .noSuchOverload, "no overload accepts these values")

    /// The kinds of errors; the raw values are stable.
    public enum Code: String, Hashable, Sendable {
        /// An operation does not accept the types of its values.
        case noSuchOverload = "no_such_overload"
        /// A variable is absent.
        case noSuchAttribute = "no_such_attribute"
        /// A map has no such key.
        case noSuchKey = "no_such_key"
        /// A list has no such index.
        case indexOutOfRange = "index_out_of_range"
        /// An int or a uint is divided by zero.
        case divisionByZero = "division_by_zero"
        /// A result does not fit its type.
        case overflow
        /// A conversion has no result.
        case invalidConversion = "invalid_conversion"
        /// A function does not accept this value of the right type.
        case invalidArgument = "invalid_argument"
        /// A map would have a key twice.
        case duplicateKey = "duplicate_key"
        /// The step limit is used up; nothing absorbs this error.
        case limitExceeded = "limit_exceeded"
    }
}

extension EvaluationError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}

/// An error on its way up, small enough for registers; becomes an ``EvaluationError`` at the top.
struct Failure: Error {
    let code: EvaluationError.Code
    /// The syntax node that failed, -1 until a node takes the blame.
    var node: Int32
    private let detail: Detail?

    private final class Detail: Sendable {
        let message: String

        init(_ message: String) { self.message = message }
    }

    init(_ code: EvaluationError.Code, _ message: String) {
        self.code = code
        node = -1
        detail = Detail(message)
    }

    /// A failure whose message follows from its code and node.
    init(_ code: EvaluationError.Code, node: Int32 = -1) {
        self.code = code
        self.node = node
        detail = nil
    }

    var message: String? { detail?.message }

    /// Returns the failure with `node` to blame, unless another one already is.
    func blaming(_ node: Int32) -> Failure {
        var failure = self
        if failure.node < 0 { failure.node = node }
        return failure
    }
}
