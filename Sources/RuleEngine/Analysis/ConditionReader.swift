import CEL

/// Reads a condition as tests of single values that `&&` joins.
///
/// Comparisons of a field or variable with literals become tests of its values. Whatever else is
/// joined is a test of its own text: it is true, or it is not.
struct ConditionReader {
    /// A test of a value that is known by a name or by the text of an expression.
    struct Part {
        var subject: String
        var type: InputType
        var test: CellTest
        /// Whether it is understood, or known by its text alone.
        var isUnderstood = true
    }

    let environment: Environment
    /// What Boolean variables mean, by name.
    private var meanings: [String: [Part]] = [:]

    /// Longer or deeper conditions are taken as one test, so that no file takes long.
    private static let mostBytes = 4000
    private static let mostDepth = 8

    /// A variable of more parts is taken as one test, so that variables of variables don't grow
    /// without bound.
    private static let mostPartsOfMeaning = 16

    init(environment: Environment) {
        self.environment = environment
    }

    /// Takes a Boolean variable for what it is written as, where all of that is understood.
    mutating func define(_ name: String, as condition: String) {
        let parts = parts(of: condition)
        guard parts.count <= Self.mostPartsOfMeaning, parts.allSatisfy(\.isUnderstood) else {
            return
        }
        meanings[name] = parts
    }

    func parts(of condition: String) -> [Part] {
        guard condition.utf8.count <= Self.mostBytes else {
            return [opaque(ConditionText(condition))]
        }
        return parts(of: condition, depth: 0)
    }

    private func parts(of condition: String, depth: Int) -> [Part] {
        let text = ConditionText(condition).trimmed
        guard text.bytes != Array("true".utf8) else { return [] }
        // A comment may hold anything.
        guard depth < Self.mostDepth, !condition.contains("//"), !text.hasTopLevel(["||", "?"])
        else {
            return [opaque(text)]
        }
        let pieces = text.split(at: "&&")
        if pieces.count > 1 { return pieces.flatMap { parts(of: $0.string, depth: depth + 1) } }
        if let inner = text.insideParentheses { return parts(of: inner.string, depth: depth + 1) }
        if let meaning = meanings[text.string] { return meaning }
        return [part(text)]
    }

    private func part(_ text: ConditionText) -> Part {
        if let name = text.argument(of: "has"), let type = type(of: name) {
            return Part(
                subject: name, type: type, test: CellTest(isNegated: true, acceptsAbsent: true))
        }
        if let type = type(of: text.string), type == .bool {
            return Part(subject: text.string, type: .bool, test: CellTest(flags: [true]))
        }
        if text.bytes.first == UInt8(ascii: "!"), let part = negation(text) { return part }
        return comparison(text) ?? membership(text) ?? opaque(text)
    }

    private func opaque(_ text: ConditionText, is flag: Bool = true) -> Part {
        Part(
            subject: text.string, type: .bool, test: CellTest(flags: [flag]), isUnderstood: false)
    }

    private func negation(_ text: ConditionText) -> Part? {
        let rest = ConditionText(bytes: text.bytes.dropFirst()).trimmed
        if let name = rest.argument(of: "has"), let type = type(of: name) {
            return Part(subject: name, type: type, test: CellTest(acceptsAbsent: true))
        }
        if let type = type(of: rest.string), type == .bool {
            return Part(subject: rest.string, type: .bool, test: CellTest(flags: [false]))
        }
        guard rest.bytes.first != UInt8(ascii: "!"), !rest.hasTopLevel(Self.operators) else {
            return nil
        }
        // A whole in parentheses may be more than one test, and then one text.
        return opaque(rest.insideParentheses ?? rest, is: false)
    }

    private static let operators = ["<", ">", "=", "!", "+", "-", "*", "/", "%", " in "]

    // MARK: Comparisons

    private func comparison(_ text: ConditionText) -> Part? {
        for comparison in ["==", "!=", "<=", ">=", "<", ">"] {
            let sides = text.split(at: comparison)
            guard sides.count == 2 else { continue }
            let name = sides[0].trimmed.string
            guard let type = type(of: name), let test = value(sides[1].trimmed, as: type) else {
                return nil
            }
            return self.test(comparison, test, of: type).map {
                Part(subject: name, type: type, test: $0)
            }
        }
        return nil
    }

    private func test(_ comparison: String, _ value: CellTest, of type: InputType) -> CellTest? {
        switch comparison {
        case "==": return value
        case "!=":
            var test = value
            test.isNegated = true
            return test
        default:
            guard let number = value.ranges.first?.lowerBound else { return nil }
            return switch comparison {
            case "<": CellTest(ranges: number > .min ? [.min...(number - 1)] : [])
            case "<=": CellTest(ranges: [.min...number])
            case ">": CellTest(ranges: number < .max ? [(number + 1) ... .max] : [])
            default: CellTest(ranges: [number ... .max])
            }
        }
    }

    private func membership(_ text: ConditionText) -> Part? {
        let sides = text.split(at: " in ")
        guard sides.count == 2 else { return nil }
        let (name, list) = (sides[0].trimmed.string, sides[1].trimmed)
        guard let type = type(of: name), list.bytes.first == UInt8(ascii: "["),
            list.bytes.last == UInt8(ascii: "]")
        else { return nil }
        var test = CellTest()
        for element in ConditionText(bytes: list.bytes.dropFirst().dropLast()).split(at: ",") {
            guard let value = value(element.trimmed, as: type) else { return nil }
            test.formUnion(value)
        }
        return Part(subject: name, type: type, test: test)
    }

    /// Reads a literal; `nil` for other expressions, and for literals of another type.
    private func value(_ text: ConditionText, as type: InputType) -> CellTest? {
        switch type {
        case .bool: return Bool(text.string).map { CellTest(flags: [$0]) }
        case .string: return text.literal.map { CellTest(texts: [$0]) }
        case .uint:
            guard text.bytes.last == UInt8(ascii: "u") else { return nil }
            let digits = String(text.string.dropLast())
            return TableLiteral.span(digits, isQuoted: false, as: .uint).map {
                CellTest(ranges: [$0])
            }
        case .int, .double:
            return TableLiteral.span(text.string, isQuoted: false, as: type).map {
                CellTest(ranges: [$0])
            }
        case .timestamp, .duration, .dyn: return nil
        }
    }

    private func type(of name: String) -> InputType? {
        environment.slot(of: name).flatMap { InputType(environment.variables[$0].type) }
    }
}
