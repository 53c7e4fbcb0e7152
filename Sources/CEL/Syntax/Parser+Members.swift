extension Parser {
    /// Reads a value with the fields, indices and calls behind it.
    mutating func member() throws(ParsingStopped) -> Expression {
        let start = current
        var operand = try primary()
        while true {
            switch current.kind {
            case .dot: operand = try selection(of: operand, from: start)
            case .leftBracket: operand = try index(of: operand, from: start)
            case .leftBrace:
                guard let name = operand.qualifiedName else { return operand }
                operand = try message(name.name, isAbsolute: name.isAbsolute, operand.range)
            default: return operand
            }
        }
    }

    private mutating func selection(
        of operand: Expression, from start: Token
    ) throws(ParsingStopped) -> Expression {
        _ = advance()
        let isOptional = try optionalMark()
        let name = current
        guard [.identifier, .quotedIdentifier].contains(name.kind) else {
            if [.in, .true, .false, .null].contains(name.kind) {
                let word = text(name)
                throw stop(
                    Problem(
                        name.range, "`\(word)` is a keyword and cannot follow a dot",
                        hint: "write `[\"\(word)\"]`"))
            }
            throw unexpected("a field or a function")
        }
        _ = advance()
        let isPlain = name.kind == .identifier && !isOptional
        if isPlain, current.kind == .leftParenthesis {
            return try call(name, from: start, receiver: operand)
        }
        let selection = Expression.Selection(
            operand: operand, field: fieldName(name), fieldRange: name.range,
            isOptional: isOptional)
        return try node(extent(from: start), .select(selection))
    }

    private mutating func optionalMark() throws(ParsingStopped) -> Bool {
        guard current.kind == .question else { return false }
        guard macros.contains(.optional) else {
            throw stop(
                Problem(
                    current.range, "the optional library is not enabled here",
                    hint: "test with `has(…)` instead"))
        }
        return skip(.question)
    }

    private mutating func index(
        of operand: Expression, from start: Token
    ) throws(ParsingStopped) -> Expression {
        let opening = advance()
        let isOptional = try optionalMark()
        let position = element(until: .rightBracket)
        try close(.rightBracket, "]", openedAt: opening)
        return try node(
            extent(from: start), .index(operand, position, isOptional: isOptional))
    }

    private mutating func message(
        _ name: String, isAbsolute: Bool, _ nameRange: Range<Int>
    ) throws(ParsingStopped) -> Expression {
        let opening = advance()
        var fields: [Expression.MessageField] = []
        while current.kind != .rightBrace, current.kind != .end {
            let isOptional = try optionalMark()
            let field = current
            guard [.identifier, .quotedIdentifier].contains(field.kind) else {
                throw unexpected("a field")
            }
            _ = advance()
            guard skip(.colon) else { throw unexpected("`:` between field and value") }
            let value = element(until: .rightBrace)
            fields.append(
                Expression.MessageField(
                    name: fieldName(field), nameRange: field.range, value: value,
                    isOptional: isOptional))
            guard skip(.comma) else { break }
        }
        let end = current.range.upperBound
        try close(.rightBrace, "}", openedAt: opening)
        return try node(
            nameRange.lowerBound..<end,
            .message(
                Expression.Message(
                    name: name, isAbsolute: isAbsolute, nameRange: nameRange, fields: fields)))
    }

    private func fieldName(_ token: Token) -> String {
        token.kind == .identifier ? text(token) : String(text(token).dropFirst().dropLast())
    }

    /// Reads a call's arguments and expands it if it is a macro.
    mutating func call(
        _ name: Token, from start: Token, receiver: Expression?, isAbsolute: Bool = false
    ) throws(ParsingStopped) -> Expression {
        let opening = advance()
        let arguments = try elements(until: .rightParenthesis)
        try close(.rightParenthesis, ")", openedAt: opening)
        let range = extent(from: start)
        let call = Expression.Call(
            name: (isAbsolute ? "." : "") + text(name), nameRange: name.range, receiver: receiver,
            arguments: arguments)
        if let expansion = try expand(call, range) { return expansion }
        return try node(range, .call(call))
    }

    private mutating func elements(until end: Token.Kind) throws(ParsingStopped) -> [Expression] {
        var elements: [Expression] = []
        while current.kind != end, current.kind != .end {
            elements.append(element(until: end))
            guard skip(.comma) else { break }
            if end == .rightParenthesis, current.kind == end { throw unexpected("an argument") }
        }
        return elements
    }

    /// Reads one element of a list; a problem in it is reported and the element skipped.
    mutating func element(until end: Token.Kind) -> Expression {
        let start = current.range.lowerBound
        do throws(ParsingStopped) {
            return try expression()
        } catch {
            skipElement(until: end)
            return Expression(id: 0, range: start..<start + 1, depth: 1, kind: .erroneous)
        }
    }

    private mutating func skipElement(until end: Token.Kind) {
        var open = 0
        while current.kind != .end {
            switch current.kind {
            case .leftParenthesis, .leftBracket, .leftBrace: open += 1
            case .comma where open == 0: return
            case end where open == 0: return
            case .rightParenthesis, .rightBracket, .rightBrace: open = max(0, open - 1)
            default: break
            }
            _ = advance()
        }
    }

    // MARK: Primary expressions

    private mutating func primary() throws(ParsingStopped) -> Expression {
        let token = current
        switch token.kind {
        case .minus, .int, .uint, .double, .string, .bytes, .true, .false, .null:
            return try literal()
        case .leftParenthesis:
            _ = advance()
            let inner = element(until: .rightParenthesis)
            try close(.rightParenthesis, ")", openedAt: token)
            return inner
        case .leftBracket:
            return try list()
        case .leftBrace:
            return try map()
        case .identifier, .dot:
            return try name()
        case .quotedIdentifier:
            throw stop(
                Problem(token.range, "a quoted name can only follow a dot", hint: "write it bare"))
        default:
            throw unexpected("a value")
        }
    }

    private static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop", "package", "namespace", "return", "var", "void", "while",
    ]

    private mutating func name() throws(ParsingStopped) -> Expression {
        let start = current.range.lowerBound
        let isAbsolute = skip(.dot)
        let name = current
        guard name.kind == .identifier else { throw unexpected("a name") }
        let text = text(name)
        if Self.reserved.contains(text) {
            let hint = text == "if" ? "write `condition ? value : other`" : nil
            throw stop(Problem(name.range, "`\(text)` is a reserved word", hint: hint))
        }
        _ = advance()
        if current.kind == .leftParenthesis {
            return try call(name, from: name, receiver: nil, isAbsolute: isAbsolute)
        }
        return try node(
            start..<name.range.upperBound, .identifier(text, isAbsolute: isAbsolute))
    }

    private mutating func list() throws(ParsingStopped) -> Expression {
        let opening = advance()
        var elements: [Expression.Element] = []
        while current.kind != .rightBracket, current.kind != .end {
            let isOptional = try optionalMark()
            let value = element(until: .rightBracket)
            elements.append(Expression.Element(value: value, isOptional: isOptional))
            guard skip(.comma) else { break }
        }
        try close(.rightBracket, "]", openedAt: opening)
        return try node(extent(from: opening), .list(elements))
    }

    private mutating func map() throws(ParsingStopped) -> Expression {
        let opening = advance()
        var entries: [Expression.Entry] = []
        while current.kind != .rightBrace, current.kind != .end {
            let isOptional = try optionalMark()
            let key = try expression()
            guard skip(.colon) else { throw unexpected("`:` between key and value") }
            let value = element(until: .rightBrace)
            entries.append(Expression.Entry(key: key, value: value, isOptional: isOptional))
            guard skip(.comma) else { break }
        }
        try close(.rightBrace, "}", openedAt: opening)
        return try node(extent(from: opening), .map(entries))
    }
}
