import CEL
import Decisions
import JSONCodec

/// Reads the JSON of a case into the slots of an activation.
///
/// Fields are found fastest in the declared order; members that are no fields are passed over.
/// Scalars and strings without escapes are read without allocating.
struct CaseReader {
    private let fields: [FieldDefinition]
    /// All field names, one after the other.
    private let names: [UInt8]
    private let nameRanges: [Range<Int>]
    private let required: [Int]
    /// The number of the case in which each field was last seen.
    private var seen: [UInt64]
    private var caseNumber: UInt64 = 0

    init(_ fields: [FieldDefinition]) {
        self.fields = fields
        var names: [UInt8] = []
        nameRanges = fields.map { field in
            let start = names.count
            names += Array(field.name.utf8)
            return start..<names.count
        }
        self.names = names
        required = fields.indices.filter { !fields[$0].isOptional }
        seen = Array(repeating: 0, count: fields.count)
    }

    /// Sets the slot of every field, the fields being the first variables of the environment.
    mutating func read(
        _ json: UnsafeBufferPointer<UInt8>, into activation: Activation
    ) throws(RuleError) {
        activation.reset()
        caseNumber += 1
        let base = activation.append(UnsafeRawBufferPointer(json))
        var scanner = JSONScanner(json)
        do throws(JSONError) {
            try scanner.beginObject()
        } catch {
            throw Self.unreadable(error)
        }
        var expected = 0
        while let key = try Self.nextKey(&scanner) {
            guard let index = field(named: key, expected, scanner) else {
                try Self.skip(&scanner)
                continue
            }
            expected = index + 1
            guard seen[index] != caseNumber else {
                throw .input("the case has `\(fields[index].name)` twice")
            }
            seen[index] = caseNumber
            try read(index, &scanner, base: base, into: activation)
        }
        do throws(JSONError) {
            try scanner.finish()
        } catch {
            throw Self.unreadable(error)
        }
        for index in required where seen[index] != caseNumber {
            throw .input("the case has no `\(fields[index].name)`")
        }
    }

    private static func nextKey(_ scanner: inout JSONScanner) throws(RuleError) -> JSONString? {
        do throws(JSONError) {
            return try scanner.nextKey()
        } catch {
            throw unreadable(error)
        }
    }

    private static func skip(_ scanner: inout JSONScanner) throws(RuleError) {
        do throws(JSONError) {
            try scanner.skipValue()
        } catch {
            throw unreadable(error)
        }
    }

    static func unreadable(_ error: JSONError) -> RuleError {
        .input("the case is no JSON object: \(error) at byte \(error.offset)")
    }

    /// Returns the field that `key` names, looking at the one that is `expected` next first.
    @inline(__always)
    private func field(
        named key: JSONString, _ expected: Int, _ scanner: JSONScanner
    ) -> Int? {
        names.withUnsafeBufferPointer { names in
            func matches(_ index: Int) -> Bool {
                let range = nameRanges[index]
                guard key.hasEscapes || key.length == range.count else { return false }
                return scanner.equals(key, UnsafeBufferPointer(rebasing: names[range]))
            }
            for index in nameRanges.indices.dropFirst(expected) where matches(index) {
                return index
            }
            return nameRanges.indices.prefix(expected).first(where: matches)
        }
    }

    private mutating func read(
        _ index: Int, _ scanner: inout JSONScanner, base: Int, into activation: Activation
    ) throws(RuleError) {
        do throws(JSONError) {
            let kind = try scanner.peekKind()
            if kind == .null, fields[index].isOptional, fields[index].type != .dyn {
                try scanner.readNull()
                return
            }
            if try set(index, kind, &scanner, base: base, in: activation) { return }
        } catch {
            throw Self.unreadable(error)
        }
        throw .input("`\(fields[index].name)` of the case is not of type `\(fields[index].type)`")
    }

    /// Sets a slot; returns false where the value, such as a null, does not fit the field's type.
    @inline(__always)
    private func set(
        _ slot: Int, _ kind: JSONKind, _ scanner: inout JSONScanner, base: Int,
        in activation: Activation
    ) throws(JSONError) -> Bool {
        switch (fields[slot].type, kind) {
        case (.string, .string):
            let text = try scanner.readString()
            if text.hasEscapes {
                Self.withUnescaped(text, scanner) {
                    activation.set(slot, utf8: UnsafeRawBufferPointer($0))
                }
            } else {
                activation.set(slot, utf8At: base + text.offset, length: text.length)
            }
        case (.int, .number):
            let number = try scanner.readNumber()
            guard
                let value = number.int64
                    ?? scanner.double(number).flatMap({ Int64(exactly: $0) })
            else { return false }
            activation.set(slot, int: value)
        case (.uint, .number):
            let number = try scanner.readNumber()
            guard
                let value = number.int64.flatMap({ UInt64(exactly: $0) })
                    ?? UInt64(scanner.text(of: number))
            else { return false }
            activation.set(slot, uint: value)
        case (.double, .number):
            guard let value = scanner.double(try scanner.readNumber()) else { return false }
            activation.set(slot, double: value)
        case (.bool, .boolean):
            activation.set(slot, bool: try scanner.readBool())
        case (.timestamp, .string):
            let text = try scanner.readString()
            guard let value = Self.withUnescaped(text, scanner, FieldText.timestamp) else {
                return false
            }
            activation.set(slot, .timestamp(value))
        case (.dyn, _), (.list, .array), (.map, .object), (.bytes, .string), (.duration, .string):
            let json = try scanner.readValue()
            guard let value = Value(json, as: fields[slot].type) else { return false }
            activation.set(slot, value)
        default: return false
        }
        return true
    }

    private static func withUnescaped<Result>(
        _ text: JSONString, _ scanner: JSONScanner,
        _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        guard text.hasEscapes else { return body(scanner.slice(text.range)) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.length) { buffer in
            let count = scanner.unescape(text, into: buffer)
            return body(UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
