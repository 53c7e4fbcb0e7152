/// One word of an expression.
struct Token: Equatable {
    var kind: Kind
    var range: Range<Int>

    enum Kind: Equatable {
        case identifier, quotedIdentifier
        case int, uint, double, string, bytes
        case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
        case dot, comma, colon, question
        case plus, minus, star, slash, percent, not
        case less, lessEqual, greater, greaterEqual, equal, notEqual, and, or, `in`
        case `true`, `false`, null
        case end
    }
}
