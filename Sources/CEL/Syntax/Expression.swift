/// A node of the syntax tree.
final class Expression: Sendable {
    /// Numbers the nodes of one expression from 0, without gaps.
    let id: Int
    /// Where the node stands in the expression, as UTF-8 offsets.
    let range: Range<Int>
    /// How many nodes lie on the longest path below this one, itself included.
    let depth: Int
    let kind: Kind

    init(id: Int, range: Range<Int>, depth: Int, kind: Kind) {
        self.id = id
        self.range = range
        self.depth = depth
        self.kind = kind
    }

    enum Kind: Sendable {
        case literal(Value)
        /// A name; a leading dot looks it up outside the container and outside any macro.
        case identifier(String, isAbsolute: Bool)
        case select(Selection)
        /// `has(operand.field)`.
        case test(Selection)
        /// `has(name)`, for a variable that may be absent.
        case presence(String)
        case index(Expression, Expression, isOptional: Bool)
        case call(Call)
        case not(Expression)
        case negate(Expression)
        case binary(BinaryOperator, Expression, Expression)
        /// `&&` or `||` over two or more operands.
        case logical(LogicalOperator, [Expression])
        case conditional(Expression, Expression, Expression)
        case list([Element])
        case map([Entry])
        /// `google.protobuf.Int64Value{value: 1}`.
        case message(Message)
        case comprehension(Comprehension)
        /// A name for the value of an expression within another one.
        case bind(name: String, value: Expression, body: Expression)
        /// `source.optMap(variable, transform)`; flat where the transform is itself optional.
        case optionalMap(
            source: Expression, variable: String, transform: Expression, isFlat: Bool)
        /// Stands where a problem was reported.
        case erroneous
    }

    struct Selection: Sendable {
        let operand: Expression
        let field: String
        let fieldRange: Range<Int>
        let isOptional: Bool
    }

    struct Call: Sendable {
        let name: String
        let nameRange: Range<Int>
        let receiver: Expression?
        let arguments: [Expression]
    }

    struct Element: Sendable {
        let value: Expression
        let isOptional: Bool
    }

    struct Entry: Sendable {
        let key: Expression
        let value: Expression
        let isOptional: Bool
    }

    struct Message: Sendable {
        let name: String
        let isAbsolute: Bool
        let nameRange: Range<Int>
        let fields: [MessageField]
    }

    struct MessageField: Sendable {
        let name: String
        let nameRange: Range<Int>
        let value: Expression
        let isOptional: Bool
    }

    /// A macro that goes through a list or a map.
    struct Comprehension: Sendable {
        let kind: Kind
        let source: Expression
        /// The element, or with two variables the index or key.
        let variable: String
        /// The element of a list or the value of a map, where the macro has two variables.
        let secondVariable: String?
        /// The condition on each element, if there is one.
        let condition: Expression?
        /// What becomes of each element, for the macros that transform.
        let transform: Expression?

        enum Kind: String, Sendable {
            case all, exists, existsOne, map, filter, transformList, transformMap
            case transformMapEntry
        }
    }
}

enum LogicalOperator: String, Sendable {
    case and = "&&"
    case or = "||"
}

enum BinaryOperator: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessEqual = "<="
    case greater = ">"
    case greaterEqual = ">="
    case contains = "in"
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"

    init?(_ token: Token.Kind) {
        switch token {
        case .equal: self = .equal
        case .notEqual: self = .notEqual
        case .less: self = .less
        case .lessEqual: self = .lessEqual
        case .greater: self = .greater
        case .greaterEqual: self = .greaterEqual
        case .in: self = .contains
        case .plus: self = .add
        case .minus: self = .subtract
        case .star: self = .multiply
        case .slash: self = .divide
        case .percent: self = .remainder
        default: return nil
        }
    }

    /// How strongly the operator binds, 1 the least.
    var precedence: Int {
        switch self {
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .contains: 1
        case .add, .subtract: 2
        case .multiply, .divide, .remainder: 3
        }
    }
}

extension Expression.Kind {
    /// The direct sub-expressions, in the order of the text.
    var children: [Expression] {
        switch self {
        case .literal, .identifier, .presence, .erroneous: []
        case .select(let selection), .test(let selection): [selection.operand]
        case .index(let operand, let index, _): [operand, index]
        case .call(let call): (call.receiver.map { [$0] } ?? []) + call.arguments
        case .not(let operand), .negate(let operand): [operand]
        case .binary(_, let left, let right): [left, right]
        case .logical(_, let operands): operands
        case .conditional(let condition, let first, let second): [condition, first, second]
        case .list(let elements): elements.map(\.value)
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .message(let message): message.fields.map(\.value)
        case .comprehension(let macro):
            [macro.source] + [macro.condition, macro.transform].compactMap(\.self)
        case .bind(_, let value, let body): [value, body]
        case .optionalMap(let source, _, let transform, _): [source, transform]
        }
    }
}

extension Expression {
    /// The direct sub-expressions, in the order of the text.
    var children: [Expression] { kind.children }

    /// The dotted name that a chain of plain fields spells, such as `a.b.c`.
    var qualifiedName: (name: String, root: String, isAbsolute: Bool)? {
        switch kind {
        case .identifier(let name, let isAbsolute):
            return (name, name, isAbsolute)
        case .select(let selection) where !selection.isOptional:
            guard let prefix = selection.operand.qualifiedName else { return nil }
            return (prefix.name + "." + selection.field, prefix.root, prefix.isAbsolute)
        default:
            return nil
        }
    }
}
