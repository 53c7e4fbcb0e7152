import Decisions
import JSONCodec

/// Finds out what the values of a field are.
struct ColumnTyping {
    /// What files write for nothing in a column of numbers.
    private static let nothings: Set<String> = ["", "na", "n/a", "nan", "null", "none", "?", "-"]
    /// From so many values on, values that are nearly all different are identifiers.
    private static let leastIdentifiers = 20

    private let name: String
    private let values: [JSONValue]
    private let isUntyped: Bool

    init(_ name: String, _ values: [JSONValue], isUntyped: Bool) {
        self.name = name
        self.values = values
        self.isUntyped = isUntyped
    }

    var column: Result<CaseColumn, CaseTable.Idleness> {
        let present = values.filter { !$0.isNull }
        guard let first = present.first else { return .failure(.empty) }
        if present.count == values.count, !present.contains(where: { $0 != first }) {
            return .failure(.constant)
        }
        if present.allSatisfy({ $0.array != nil }) { return lists(present) }
        if present.contains(where: { $0.array != nil || $0.object != nil }) {
            return .failure(.nested)
        }
        let texts = present.compactMap(\.string)
        if let numbers = numbers(texts) { return numbers }
        guard texts.count == present.count else { return .success(categories()) }
        let distinct = Set(texts)
        if let moments = moments(distinct) { return .success(moments) }
        let spaced = texts.count { $0.contains(" ") }
        if distinct.count > max(20, texts.count / 20), spaced * 10 >= texts.count * 3 {
            return .success(words(tokens: splitTexts, isList: false))
        }
        let isIdentifier =
            texts.count >= Self.leastIdentifiers && distinct.count * 20 > texts.count * 19
        return isIdentifier ? .failure(.identifier) : .success(categories())
    }

    /// The texts by their places in order, in which an identifier may still tell something.
    var places: CaseColumn {
        let ranks = Dictionary(
            uniqueKeysWithValues: Set(values.compactMap(\.string)).sorted().enumerated()
                .map { ($1, Double($0)) })
        let numbers = values.map { $0.string.flatMap { ranks[$0] } ?? .nan }
        return made(.numbers(numbers), hasMissing: numbers.contains { $0.isNaN })
    }

    /// One of the texts where nearly all look like amounts or dates, and are written as neither.
    var numberLike: String? {
        let texts = values.compactMap(\.string)
        guard texts.count >= Self.leastIdentifiers, let example = texts.first(where: isNumberLike),
            texts.count(where: { isNumberLike($0) || Self.nothings.contains($0.lowercased()) }) * 10
                >= texts.count * 9
        else { return nil }
        return example
    }

    private func isNumberLike(_ text: String) -> Bool {
        text.utf8.count <= 24 && Self.number(text) == nil && Timestamp(text) == nil
            && text.contains { $0.isASCII && $0.isNumber }
            && text.allSatisfy { "0123456789.,'/:%$€£+- ".contains($0) }
    }

    private func made(
        _ values: CaseColumn.Values, hasMissing: Bool, within function: String? = nil
    ) -> CaseColumn {
        let path = CELText.path(name)
        return CaseColumn(
            name: name, expression: function.map { "\($0)(\(path))" } ?? path, values: values,
            hasMissing: hasMissing)
    }

    /// Numbers, some of which may stand in texts; `nil` where other texts are among them.
    private func numbers(_ texts: [String]) -> Result<CaseColumn, CaseTable.Idleness>? {
        let isNumeric = texts.allSatisfy {
            Self.number($0) != nil || Self.nothings.contains($0.lowercased())
        }
        guard isNumeric else { return nil }
        let numbers = values.map { $0.string.flatMap(Self.number) ?? $0.double ?? .nan }
        // Truth values and texts that all say nothing are no numbers.
        guard let first = numbers.first(where: { !$0.isNaN }),
            !values.contains(where: { $0.bool != nil })
        else { return nil }
        let hasMissing = numbers.contains { $0.isNaN }
        guard hasMissing || numbers.contains(where: { $0 != first }) else {
            return .failure(.constant)
        }
        let inText = !isUntyped && texts.contains { Self.number($0) != nil }
        return .success(
            made(.numbers(numbers), hasMissing: hasMissing, within: inText ? "double" : nil))
    }

    private static func number(_ text: String) -> Double? {
        guard let number = Double(text), number.isFinite else { return nil }
        return number
    }

    /// Dates and times of one shape, whose order is that of their texts.
    private func moments(_ distinct: Set<String>) -> CaseColumn? {
        guard let length = distinct.first?.utf8.count, length >= 10,
            distinct.allSatisfy({ $0.utf8.count == length && Timestamp($0) != nil })
        else { return nil }
        let names = distinct.sorted()
        let ranks = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Double($0)) })
        let positions = values.map { $0.string.flatMap { ranks[$0] } ?? .nan }
        return made(
            .moments(positions, names: names), hasMissing: positions.contains { $0.isNaN })
    }

    private func categories() -> CaseColumn {
        var codes: [JSONValue: Int32] = [:]
        var names: [String] = []
        var literals: [String] = []
        let column = values.map { value -> Int32 in
            guard !value.isNull else { return -1 }
            if let code = codes[value] { return code }
            let code = Int32(names.count)
            codes[value] = code
            names.append(value.string ?? value.description)
            literals.append(value.string.map(CELText.literal) ?? value.description)
            return code
        }
        if isUntyped, Set(names).isSubset(of: ["true", "false"]) { literals = names }
        return made(
            .categories(column, names: names, literals: literals),
            hasMissing: column.contains(-1))
    }

    private func lists(_ present: [JSONValue]) -> Result<CaseColumn, CaseTable.Idleness> {
        let isFlat = present.allSatisfy { list in
            list.array?.allSatisfy { $0.array == nil && $0.object == nil } ?? false
        }
        guard isFlat else { return .failure(.nested) }
        let tokens = values.map { $0.array?.map { $0.string ?? $0.description } }
        return .success(words(tokens: tokens, isList: true))
    }

    private var splitTexts: [[String]?] {
        values.map { $0.string.map { WordSplitter.words(of: $0) } }
    }

    private func words(tokens: [[String]?], isList: Bool) -> CaseColumn {
        var numbers: [String: UInt32] = [:]
        var names: [String] = []
        var starts = [0]
        var words: [UInt32] = []
        for row in tokens {
            for token in row ?? [] {
                if let number = numbers[token] {
                    words.append(number)
                } else {
                    numbers[token] = UInt32(names.count)
                    words.append(UInt32(names.count))
                    names.append(token)
                }
            }
            starts.append(words.count)
        }
        let isPresent = tokens.map { $0 != nil }
        let column = WordColumn(
            names: names, starts: starts, words: words, isPresent: isPresent, isList: isList)
        return made(.words(column), hasMissing: isPresent.contains(false))
    }
}
