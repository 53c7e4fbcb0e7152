/// Reads tokens into a syntax tree by recursive descent, macros expanded.
///
/// A problem inside parentheses, brackets or braces is reported, the rest of that element skipped,
/// and reading goes on behind it, so that one pass reports several.
struct Parser {
    let bytes: [UInt8]
    let tokens: [Token]
    let macros: MacroSet
    let limits: Limits
    var position = 0
    var problems: [Problem] = []
    private var nextID = 0
    private var depth = 0

    init(bytes: [UInt8], tokens: [Token], macros: MacroSet, limits: Limits) {
        self.bytes = bytes
        self.tokens = tokens
        self.macros = macros
        self.limits = limits
    }

    /// Reads a whole expression; the tree is of use only if there are no problems.
    static func parse(_ text: String, macros: MacroSet, limits: Limits) -> ParsedExpression {
        let bytes = Array(text.utf8)
        guard bytes.count <= limits.sourceBytes else {
            let fact =
                "this expression has \(bytes.count) bytes; at most \(limits.sourceBytes) are allowed"
            return ParsedExpression(root: nil, nodeCount: 0, problems: [Problem(0..<1, fact)])
        }
        let lexer = Lexer(bytes)
        guard lexer.problems.isEmpty else {
            return ParsedExpression(root: nil, nodeCount: 0, problems: lexer.problems)
        }
        var parser = Parser(bytes: bytes, tokens: lexer.tokens, macros: macros, limits: limits)
        let root = parser.whole()
        return ParsedExpression(root: root, nodeCount: parser.nextID, problems: parser.problems)
    }

    private mutating func whole() -> Expression? {
        do throws(ParsingStopped) {
            if current.kind == .end {
                throw stop(Problem(current.range, "expected an expression, found nothing"))
            }
            let root = try expression()
            if current.kind != .end { throw unexpected("an operator or the end") }
            return root
        } catch {
            return nil
        }
    }

    // MARK: Tokens

    var current: Token { tokens[position] }

    mutating func advance() -> Token {
        let token = tokens[position]
        if position < tokens.count - 1 { position += 1 }
        return token
    }

    mutating func skip(_ kind: Token.Kind) -> Bool {
        guard current.kind == kind else { return false }
        _ = advance()
        return true
    }

    /// Takes the closing mark of what opened at `opening`.
    mutating func close(_ kind: Token.Kind, _ mark: String, openedAt opening: Token)
        throws(ParsingStopped)
    {
        if skip(kind) { return }
        guard current.kind == .end else { throw unexpected("`,` or `\(mark)`") }
        throw stop(
            Problem(opening.range, "`\(text(opening))` is never closed", hint: "add `\(mark)`"))
    }

    func text(_ token: Token) -> String {
        String(decoding: bytes[token.range], as: UTF8.self)
    }

    // MARK: Problems

    mutating func stop(_ problem: Problem) -> ParsingStopped {
        problems.append(problem)
        return ParsingStopped()
    }

    mutating func unexpected(_ expected: String) -> ParsingStopped {
        let hint = keywordHint
        guard current.kind != .end else {
            return stop(Problem(current.range, "expected \(expected), found the end", hint: hint))
        }
        return stop(
            Problem(current.range, "expected \(expected), found `\(text(current))`", hint: hint))
    }

    /// What to write instead of a word that other languages use.
    private var keywordHint: String? {
        if position > 0, tokens[position - 1].kind == .identifier,
            text(tokens[position - 1]).lowercased() == "not"
        {
            return "did you mean `!`?"
        }
        guard current.kind == .identifier else { return nil }
        return switch text(current).lowercased() {
        case "and": "did you mean `&&`?"
        case "or": "did you mean `||`?"
        case "not": "did you mean `!`?"
        case "is": "did you mean `==`?"
        default: nil
        }
    }

    // MARK: Nodes

    /// The text from `start` to what was read last: around the operands' parentheses, which are no
    /// part of the operands.
    func extent(from start: Token) -> Range<Int> {
        start.range.lowerBound..<tokens[max(position - 1, 0)].range.upperBound
    }

    mutating func node(
        _ range: Range<Int>, _ kind: Expression.Kind
    ) throws(ParsingStopped) -> Expression {
        let depth = 1 + (kind.children.map(\.depth).max() ?? 0)
        guard depth <= limits.nesting else { throw tooDeep(range) }
        defer { nextID += 1 }
        return Expression(id: nextID, range: range, depth: depth, kind: kind)
    }

    private mutating func tooDeep(_ range: Range<Int>) -> ParsingStopped {
        stop(
            Problem(
                range.lowerBound..<range.lowerBound + 1,
                "this nests deeper than \(limits.nesting) levels",
                hint: "split the expression with variables"))
    }

    // MARK: Grammar

    mutating func expression() throws(ParsingStopped) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= limits.nesting else { throw tooDeep(current.range) }
        let start = current
        let condition = try logical(.or)
        guard skip(.question) else { return condition }
        let first = try logical(.or)
        guard skip(.colon) else { throw unexpected("`:` and the value for false") }
        let second = try expression()
        return try node(extent(from: start), .conditional(condition, first, second))
    }

    private mutating func logical(_ operation: LogicalOperator) throws(ParsingStopped) -> Expression
    {
        let token: Token.Kind = operation == .or ? .or : .and
        let start = current
        let first = operation == .or ? try logical(.and) : try binary(1)
        guard current.kind == token else { return first }
        var operands = [first]
        while skip(token) {
            operands.append(operation == .or ? try logical(.and) : try binary(1))
        }
        return try node(extent(from: start), .logical(operation, operands))
    }

    private mutating func binary(_ precedence: Int) throws(ParsingStopped) -> Expression {
        guard precedence <= 3 else { return try unary() }
        let start = current
        var left = try binary(precedence + 1)
        while let operation = BinaryOperator(current.kind), operation.precedence == precedence {
            _ = advance()
            let right = try binary(precedence + 1)
            left = try node(extent(from: start), .binary(operation, left, right))
        }
        return left
    }

    private mutating func unary() throws(ParsingStopped) -> Expression {
        let start = current
        guard start.kind == .not || start.kind == .minus else { return try member() }
        var count = 0
        // A minus directly before a number belongs to it, or the least integer could not be written.
        while current.kind == start.kind, !isSignOfNumber { count += skip(start.kind) ? 1 : 0 }
        let innermost = current
        var operand =
            try innermost.kind == .not || (innermost.kind == .minus && !isSignOfNumber)
            ? unaryNested() : member()
        // Two of a kind undo each other, but still check their operand's type.
        for _ in 0..<(count > 2 ? 2 - count % 2 : count) {
            operand = try node(
                extent(from: start), start.kind == .not ? .not(operand) : .negate(operand))
        }
        return operand
    }

    /// Reads `!-x` and the like, which count as nesting.
    private mutating func unaryNested() throws(ParsingStopped) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= limits.nesting else { throw tooDeep(current.range) }
        return try unary()
    }

    private var isSignOfNumber: Bool {
        guard current.kind == .minus else { return false }
        let next = tokens[min(position + 1, tokens.count - 1)].kind
        return next == .int || next == .double
    }
}

/// What the parser found.
struct ParsedExpression {
    let root: Expression?
    let nodeCount: Int
    let problems: [Problem]
}
