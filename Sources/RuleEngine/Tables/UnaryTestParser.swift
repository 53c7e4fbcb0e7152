import CEL
import Decisions

/// Reads a cell: `-`, literals, `< 18`, `[1..10)`, several with commas, `not(…)`.
struct UnaryTestParser {
    struct Problem: Error {
        /// UTF-8 offsets in the cell.
        var range: Range<Int>
        var fact: String
        var hint: String?
    }

    let type: InputType
    private let bytes: [UInt8]
    private var index = 0

    private init(_ text: String, _ type: InputType) {
        bytes = Array(text.utf8)
        self.type = type
    }

    static func parse(_ text: String, as type: InputType) throws(Problem) -> CellTest {
        var parser = UnaryTestParser(text, type)
        return try parser.cell()
    }

    private mutating func cell() throws(Problem) -> CellTest {
        skipSpace()
        guard index < bytes.count else {
            throw Problem(
                range: 0..<bytes.count, fact: "the cell is empty",
                hint: "write `-` where any value will do")
        }
        if isAlone("-") { return .anything }
        if let negated = try negation() { return negated }
        let test = try list()
        guard index == bytes.count else {
            throw problem(index..<bytes.count, "`\(text(index..<bytes.count))` stands after a test")
        }
        return test
    }

    private mutating func negation() throws(Problem) -> CellTest? {
        let start = index
        guard take("not") else { return nil }
        skipSpace()
        guard take("(") else {
            index = start
            return nil
        }
        var test = try list()
        guard take(")") else {
            throw problem(start..<bytes.count, "`not(` has no `)`")
        }
        skipSpace()
        guard index == bytes.count else {
            throw Problem(
                range: index..<bytes.count, fact: "something stands after `not(…)`",
                hint: "write all that is excluded into it, as `not(1,2)`")
        }
        test.isNegated = true
        return test
    }

    private mutating func list() throws(Problem) -> CellTest {
        var test = try single()
        skipSpace()
        while take(",") {
            test.formUnion(try single())
            skipSpace()
        }
        return test
    }

    private mutating func single() throws(Problem) -> CellTest {
        skipSpace()
        let start = index
        if let comparison = comparison() {
            let bound = try span(after: start)
            return CellTest(ranges: try range(comparison, bound, from: start))
        }
        if index < bytes.count, Self.opening.contains(bytes[index]),
            let interval = try interval()
        {
            return interval
        }
        let word = try word()
        if !word.isQuoted, word.text == "null" { return CellTest(acceptsAbsent: true) }
        return try literal(word)
    }

    // MARK: Comparisons and intervals

    private enum Comparison { case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual }

    private mutating func comparison() -> Comparison? {
        let found: Comparison? =
            if take("<=") { .lessOrEqual } else if take(">=") { .greaterOrEqual } else if take("!=")
            { .notEqual } else if take("<") { .less } else if take(">") {
                .greater
            } else if take("==") || take("=") { .equal } else { nil }
        if found != nil { skipSpace() }
        return found
    }

    private func range(
        _ comparison: Comparison, _ bound: ClosedRange<Int64>, from start: Int
    ) throws(Problem) -> [ClosedRange<Int64>] {
        let (low, high) = (bound.lowerBound, bound.upperBound)
        switch comparison {
        case .equal: return [bound]
        case .less: return low > .min ? [.min...(low - 1)] : []
        case .lessOrEqual: return [.min...high]
        case .greater: return high < .max ? [(high + 1) ... .max] : []
        case .greaterOrEqual: return [low ... .max]
        case .notEqual:
            throw Problem(
                range: start..<index, fact: "a cell has no `!=`",
                hint: "write `not(\(text(start..<index).dropFirst(2).trimmed))`")
        }
    }

    private static let opening = Array("[(]".utf8)
    private static let closing = Array("])[".utf8)

    private mutating func interval() throws(Problem) -> CellTest? {
        guard type.hasOrder else { return nil }
        let start = index
        let includesLow = bytes[index] == UInt8(ascii: "[")
        index += 1
        skipSpace()
        let low = try span(after: index)
        skipSpace()
        guard take("..") else {
            throw problem(start..<index, "an interval has no `..`", hint: "write it like `[1..10)`")
        }
        skipSpace()
        let high = try span(after: index)
        skipSpace()
        guard index < bytes.count, Self.closing.contains(bytes[index]) else {
            throw problem(
                start..<index, "an interval does not end", hint: "write it like `[1..10)`")
        }
        let includesHigh = bytes[index] == UInt8(ascii: "]")
        index += 1
        let lower = includesLow ? low.lowerBound : Self.next(low.upperBound)
        let upper = includesHigh ? high.upperBound : Self.previous(high.lowerBound)
        guard let lower, let upper, lower <= upper else {
            throw problem(start..<index, "the interval `\(text(start..<index))` is empty")
        }
        return CellTest(ranges: [lower...upper])
    }

    private static func next(_ ordinal: Int64) -> Int64? { ordinal < .max ? ordinal + 1 : nil }
    private static func previous(_ ordinal: Int64) -> Int64? { ordinal > .min ? ordinal - 1 : nil }

    /// Reads a literal that has a place in an order.
    private mutating func span(after start: Int) throws(Problem) -> ClosedRange<Int64> {
        let word = try word()
        guard type.hasOrder else {
            throw problem(
                start..<index, "a \(type == .bool ? "Boolean" : "text") has no order here",
                hint: "expected \(type.example)")
        }
        guard let span = TableLiteral.span(word.text, isQuoted: word.isQuoted, as: type) else {
            throw misfit(word)
        }
        return span
    }

    // MARK: Literals

    private struct Word {
        var text: String
        var isQuoted: Bool
        var range: Range<Int>
    }

    private func literal(_ word: Word) throws(Problem) -> CellTest {
        switch type {
        case .bool:
            guard let flag = Bool(word.text), !word.isQuoted else { throw misfit(word) }
            return CellTest(flags: [flag])
        case .string: return CellTest(texts: [Array(word.text.utf8)])
        case .dyn:
            if word.isQuoted { return CellTest(texts: [Array(word.text.utf8)]) }
            if let flag = Bool(word.text) { return CellTest(flags: [flag]) }
            guard let span = TableLiteral.span(word.text, isQuoted: false, as: type) else {
                return CellTest(texts: [Array(word.text.utf8)])
            }
            return CellTest(ranges: [span])
        case .int, .uint, .double, .timestamp, .duration:
            guard let span = TableLiteral.span(word.text, isQuoted: word.isQuoted, as: type) else {
                throw misfit(word)
            }
            return CellTest(ranges: [span])
        }
    }

    private func misfit(_ word: Word) -> Problem {
        problem(word.range, "`\(text(word.range))` does not fit this input")
    }

    /// Reads up to what ends a literal: a comma, a closing bracket, `..`.
    private mutating func word() throws(Problem) -> Word {
        skipSpace()
        let start = index
        if type == .timestamp || type == .duration {
            if let word = try constructed() { return word }
            _ = take("@")
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: "\"") { return try quoted(start) }
        while index < bytes.count, !endsWord() { index += 1 }
        var end = index
        while end > start, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
        guard end > start else {
            throw problem(
                start..<max(start, min(start + 1, bytes.count)), "a value is missing",
                hint: "expected \(type.example)")
        }
        return Word(text: text(start..<end), isQuoted: false, range: start..<end)
    }

    /// Reads `date("…")` and the like, as DMN writes moments and spans.
    private mutating func constructed() throws(Problem) -> Word? {
        let start = index
        for name in ["date and time(", "date(", "duration("] where take(name) {
            skipSpace()
            if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
                let inner = try quoted(start)
                skipSpace()
                if take(")") {
                    return Word(text: inner.text, isQuoted: true, range: start..<index)
                }
            }
            throw problem(
                start..<bytes.count, "`\(name)` does not end", hint: "write `\(name)\"…\")`")
        }
        return nil
    }

    private func endsWord() -> Bool {
        switch bytes[index] {
        case UInt8(ascii: ","), UInt8(ascii: ")"): true
        case UInt8(ascii: "]"), UInt8(ascii: "["): type.hasOrder
        case UInt8(ascii: "."):
            type.hasOrder && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: ".")
        default: false
        }
    }

    private mutating func quoted(_ start: Int) throws(Problem) -> Word {
        index += 1
        var content: [UInt8] = []
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
            content.append(bytes[index])
            index += 1
        }
        guard index < bytes.count else {
            throw problem(start..<bytes.count, "a text in quotes does not end", hint: "write `\"`")
        }
        index += 1
        return Word(
            text: String(decoding: content, as: UTF8.self), isQuoted: true, range: start..<index)
    }

    // MARK: Bytes

    private func problem(_ range: Range<Int>, _ fact: String, hint: String? = nil) -> Problem {
        Problem(range: range, fact: fact, hint: hint ?? "expected \(type.example)")
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index] == 0x20 || (9...13).contains(bytes[index]) {
            index += 1
        }
    }

    private mutating func take(_ word: String) -> Bool {
        guard bytes[index...].starts(with: word.utf8) else { return false }
        index += word.utf8.count
        return true
    }

    private mutating func isAlone(_ word: String) -> Bool {
        let start = index
        defer { index = start }
        guard take(word) else { return false }
        skipSpace()
        return index == bytes.count
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0 == " " })
    }
}
