import JSONCodec

/// Reads recorded cases: one JSON object each, its members the feature's fields and the case keys.
///
/// A class: threads share one, and each copy of its many parts would count their references.
package final class CaseReader: Sendable {
    /// A case, or why there is none, and what was wrong with its truths.
    package struct Reading: Sendable {
        package var `case`: Case?
        package var problems: [CaseProblem]
        /// How many members the feature does not declare; they are neither asked about nor logged.
        package var undeclared: Int
        /// The first of them.
        package var undeclaredName: String?

        package init(
            case: Case?, problems: [CaseProblem] = [], undeclared: Int = 0,
            undeclaredName: String? = nil
        ) {
            self.case = `case`
            self.problems = problems
            self.undeclared = undeclared
            self.undeclaredName = undeclaredName
        }
    }

    /// An id longer than this is refused, in bytes.
    package static let maximumIDLength = 512

    let questions: [Question]
    let keys: CaseKeys
    private let fields: [FieldDefinition]
    /// The fields, then those case keys that are no fields.
    private let names: JSONKeyTable
    /// Where the case keys stand in `names`.
    private let places: CaseKeyPlaces
    /// Indices of the fields that cut the cases into slices.
    private let sliceFields: [Int]
    private let prefixes: FieldPrefixes
    /// Of the fields, what every case needs: to look at a field itself is to count references.
    private let types: [FieldType]
    private let areOptional: [Bool]

    package init(_ feature: Feature) {
        questions = feature.questions
        keys = feature.caseKeys
        fields = feature.fields
        var names = fields.map(\.name)
        places = CaseKeyPlaces(feature.caseKeys, among: &names)
        self.names = JSONKeyTable(names)
        sliceFields = feature.slices.compactMap { name in
            feature.fields.firstIndex { $0.name == name }
        }
        prefixes = FieldPrefixes(fields)
        types = fields.map(\.type)
        areOptional = fields.map(\.isOptional)
    }

    /// Reads one case from `bytes`; `fallbackID` names it where it has no id.
    package func read(
        _ bytes: UnsafeBufferPointer<UInt8>, fallbackID: @autoclosure () -> String
    ) -> Reading {
        do {
            var scanner = JSONScanner(bytes)
            let members = try scan(&scanner)
            var parsed = Case(
                id: try id(members, scanner) ?? fallbackID(), time: try time(members, scanner),
                user: try text(members[places.user], keys.user, scanner),
                groups: try groups(members[places.groups], scanner),
                slices: slices(members, scanner),
                input: CaseInput(json: try input(members, scanner)))
            var problems: [CaseProblem] = []
            parsed.outcomes = try outcomes(
                members[places.outcome], members[places.outcomes], scanner, caseID: parsed.id,
                problems: &problems)
            return Reading(
                case: parsed, problems: problems, undeclared: members.undeclared,
                undeclaredName: members.undeclaredName)
        } catch let error as CaseProblem {
            return Reading(case: nil, problems: [error])
        } catch {
            return Reading(case: nil, problems: [CaseProblem(.notJSON, "\(error)")])
        }
    }

    private func scan(_ scanner: inout JSONScanner) throws -> CaseMembers {
        var members = CaseMembers(count: names.count)
        try scanner.beginObject()
        // Records keep the order of the declaration more often than not.
        var expected = 0
        while let key = try scanner.nextKey() {
            let value = try scanner.readRawValue()
            guard let index = names.index(of: key, in: scanner, expecting: expected) else {
                members.undeclared += 1
                if members.undeclaredName == nil { members.undeclaredName = scanner.string(key) }
                continue
            }
            guard members.set(value, at: index) else {
                throw CaseProblem(
                    .duplicateKey, "key `\(scanner.string(key).prefix(60))` is given twice")
            }
            expected = index + 1
        }
        try scanner.finish()
        return members
    }

    private func input(_ members: CaseMembers, _ scanner: JSONScanner) throws -> [UInt8] {
        var json: [UInt8] = []
        json.reserveCapacity(scanner.bytes.count)
        json.append(UInt8(ascii: "{"))
        for index in types.indices {
            guard let range = members[index],
                scanner.bytes[range.lowerBound] != UInt8(ascii: "n")
            else {
                if areOptional[index] { continue }
                throw MissingField(fields[index].name, in: scanner, declared: names).problem
            }
            let value = scanner.slice(range)
            try FieldCheck.check(types[index], of: fields[index].name, value)
            if json.count > 1 { json.append(UInt8(ascii: ",")) }
            prefixes.append(index, to: &json)
            json.append(contentsOf: value)
        }
        json.append(UInt8(ascii: "}"))
        return json
    }
}

extension CaseReader {
    private func id(_ members: CaseMembers, _ scanner: JSONScanner) throws -> String? {
        guard let text = try text(members[places.id], keys.id, scanner) else { return nil }
        guard (1...Self.maximumIDLength).contains(text.utf8.count) else {
            throw CaseProblem(
                .wrongType,
                text.isEmpty
                    ? "`\(keys.id)` is empty"
                    : "`\(keys.id)` has \(text.utf8.count) bytes; at most "
                        + "\(Self.maximumIDLength) are possible"
            )
        }
        return text
    }

    private func slices(_ members: CaseMembers, _ scanner: JSONScanner) -> [String: String] {
        var slices: [String: String] = [:]
        for index in sliceFields {
            guard let range = members[index] else { continue }
            let raw = scanner.slice(range)
            var value = JSONScanner(raw)
            // The value was checked with the input; what is no string stands for itself.
            let text = (try? value.readString()).map { value.string($0) }
            slices[fields[index].name] = text ?? String(decoding: raw, as: UTF8.self)
        }
        return slices
    }

    private func time(_ members: CaseMembers, _ scanner: JSONScanner) throws -> Timestamp? {
        guard let range = members[places.time] else { return nil }
        var value = JSONScanner(scanner.slice(range))
        switch try value.peekKind() {
        case .null: return nil
        case .string: break
        default: throw CaseProblem(.wrongType, "`\(keys.time)` is no text")
        }
        let string = try value.readString()
        let time =
            string.hasEscapes
            ? Timestamp(value.string(string)) : Timestamp(utf8: value.slice(string.range))
        guard let time else {
            throw CaseProblem(
                .badTime, "`\(keys.time)` is no time such as `2026-01-31T12:00:00Z`")
        }
        return time
    }

    /// Reads a text, or a number as it is written; `nil` where there is none.
    private func text(
        _ range: Range<Int>?, _ key: String, _ scanner: JSONScanner
    ) throws -> String? {
        guard let range else { return nil }
        let raw = scanner.slice(range)
        var value = JSONScanner(raw)
        switch try value.peekKind() {
        case .null: return nil
        case .string: return value.string(try value.readString())
        case .number: return String(decoding: raw, as: UTF8.self)
        default: throw CaseProblem(.wrongType, "`\(key)` is no text or number")
        }
    }

    private func groups(_ range: Range<Int>?, _ scanner: JSONScanner) throws -> [String: String] {
        guard let range else { return [:] }
        var value = JSONScanner(scanner.slice(range))
        if try value.peekKind() == .null { return [:] }
        guard try value.peekKind() == .object else {
            throw CaseProblem(.wrongType, "`\(keys.groups)` is no object")
        }
        var groups: [String: String] = [:]
        try value.beginObject()
        while let key = try value.nextKey() {
            let name = value.string(key)
            let member = try value.readRawValue()
            guard groups[name] == nil else {
                throw CaseProblem(.duplicateKey, "group `\(name.prefix(60))` is given twice")
            }
            groups[name] = try text(member, String(name.prefix(60)), value)
        }
        return groups
    }
}
