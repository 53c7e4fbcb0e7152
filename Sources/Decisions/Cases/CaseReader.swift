import JSONCodec

/// Reads recorded cases: one JSON object each, its members the feature's fields and the case keys.
package struct CaseReader: Sendable {
    /// A case, or why there is none, and what was wrong with its truths.
    package struct Reading: Sendable {
        package var `case`: Case?
        package var problems: [CaseProblem]
        /// How many members the feature does not declare; they are neither asked about nor logged.
        package var undeclared: Int

        package init(case: Case?, problems: [CaseProblem] = [], undeclared: Int = 0) {
            self.case = `case`
            self.problems = problems
            self.undeclared = undeclared
        }
    }

    /// An id longer than this is refused, in bytes.
    package static let maximumIDLength = 512

    let questions: [Question]
    let keys: CaseKeys
    private let fields: [FieldDefinition]
    private let names: [[UInt8]]
    /// Indices of the fields that cut the cases into slices.
    private let sliceFields: [Int]
    /// Each field's `"name":` as it stands in the input.
    private let prefixes: [[UInt8]]

    package init(_ feature: Feature) {
        questions = feature.questions
        keys = feature.caseKeys
        fields = feature.fields
        names = fields.map { Array($0.name.utf8) }
        sliceFields = feature.slices.compactMap { name in
            feature.fields.firstIndex { $0.name == name }
        }
        prefixes = fields.map { Array("\"\($0.name)\":".utf8) }
    }

    /// Reads one case from `bytes`; `fallbackID` names it where it has no id.
    package func read(
        _ bytes: UnsafeBufferPointer<UInt8>, fallbackID: @autoclosure () -> String
    ) -> Reading {
        var members = Members(fieldCount: fields.count)
        do {
            var scanner = JSONScanner(bytes)
            try scan(&scanner, into: &members)
            var parsed = Case(
                id: try id(members, scanner) ?? fallbackID(), time: try time(members, scanner),
                user: try text(members.user, keys.user, scanner),
                groups: try groups(members.groups, scanner), slices: slices(members, scanner),
                input: CaseInput(json: try input(members, scanner)))
            var problems: [CaseProblem] = []
            parsed.outcomes = try outcomes(
                members, scanner, caseID: parsed.id, problems: &problems)
            return Reading(case: parsed, problems: problems, undeclared: members.undeclared)
        } catch let error as CaseProblem {
            return Reading(case: nil, problems: [error], undeclared: 0)
        } catch {
            let problem = CaseProblem(.notJSON, "\(error)")
            return Reading(case: nil, problems: [problem], undeclared: 0)
        }
    }

    /// Where the members stand in the text that is being read.
    struct Members {
        var fields: [Range<Int>?]
        var id, time, user, groups, outcome, outcomes: Range<Int>?
        var undeclared = 0

        init(fieldCount: Int) {
            fields = Array(repeating: nil, count: fieldCount)
        }
    }

    private func scan(_ scanner: inout JSONScanner, into members: inout Members) throws {
        try scanner.beginObject()
        // Records keep the order of the declaration more often than not.
        var expected = 0
        while let key = try scanner.nextKey() {
            let value = try scanner.readRawValue()
            var isKnown = false
            if let field = index(of: key, from: expected, scanner) {
                guard members.fields[field] == nil else { throw duplicate(key, scanner) }
                members.fields[field] = value
                expected = field + 1
                isKnown = true
            }
            if try take(key, value, scanner, into: &members) { isKnown = true }
            if !isKnown { members.undeclared += 1 }
        }
        try scanner.finish()
    }

    private func index(of key: JSONString, from expected: Int, _ scanner: JSONScanner) -> Int? {
        for step in names.indices {
            let index =
                expected + step < names.count
                ? expected + step : expected + step - names.count
            if names[index].withUnsafeBufferPointer({ scanner.equals(key, $0) }) { return index }
        }
        return nil
    }

    /// Takes a member that is no field; returns whether it is one of the case keys.
    private func take(
        _ key: JSONString, _ value: Range<Int>, _ scanner: JSONScanner, into members: inout Members
    ) throws -> Bool {
        func set(_ path: WritableKeyPath<Members, Range<Int>?>) throws -> Bool {
            guard members[keyPath: path] == nil else { throw duplicate(key, scanner) }
            members[keyPath: path] = value
            return true
        }
        let name = scanner.string(key)
        return switch name {
        case keys.id: try set(\.id)
        case keys.time: try set(\.time)
        case keys.user: try set(\.user)
        case keys.groups: try set(\.groups)
        case keys.outcome: try set(\.outcome)
        case keys.outcome + "s": try set(\.outcomes)
        default: false
        }
    }

    private func duplicate(_ key: JSONString, _ scanner: JSONScanner) -> CaseProblem {
        CaseProblem(.duplicateKey, "key `\(scanner.string(key).prefix(60))` is given twice")
    }

    private func input(_ members: Members, _ scanner: JSONScanner) throws -> [UInt8] {
        var json: [UInt8] = []
        json.reserveCapacity(scanner.bytes.count)
        json.append(UInt8(ascii: "{"))
        for (index, field) in fields.enumerated() {
            guard let range = members.fields[index],
                scanner.bytes[range.lowerBound] != UInt8(ascii: "n")
            else {
                if field.isOptional { continue }
                throw CaseProblem(.missingField, "field `\(field.name)` is missing")
            }
            try FieldCheck.check(field, scanner.slice(range))
            if json.count > 1 { json.append(UInt8(ascii: ",")) }
            json.append(contentsOf: prefixes[index])
            json.append(contentsOf: scanner.slice(range))
        }
        json.append(UInt8(ascii: "}"))
        return json
    }
}

extension CaseReader {
    private func id(_ members: Members, _ scanner: JSONScanner) throws -> String? {
        guard let range = members.id else { return nil }
        let raw = scanner.slice(range)
        var value = JSONScanner(raw)
        let text: String
        switch try value.peekKind() {
        case .string: text = value.string(try value.readString())
        case .number: text = String(decoding: raw, as: UTF8.self)
        default: throw CaseProblem(.wrongType, "`\(keys.id)` is no text or number")
        }
        guard (1...Self.maximumIDLength).contains(text.utf8.count) else {
            throw CaseProblem(
                .wrongType,
                "`\(keys.id)` has \(text.utf8.count) bytes; 1 to \(Self.maximumIDLength) are possible"
            )
        }
        return text
    }

    private func slices(_ members: Members, _ scanner: JSONScanner) -> [String: String] {
        var slices: [String: String] = [:]
        for index in sliceFields {
            guard let range = members.fields[index] else { continue }
            let raw = scanner.slice(range)
            var value = JSONScanner(raw)
            // The value was checked with the input; what is no string stands for itself.
            let text = (try? value.readString()).map { value.string($0) }
            slices[fields[index].name] = text ?? String(decoding: raw, as: UTF8.self)
        }
        return slices
    }

    private func time(_ members: Members, _ scanner: JSONScanner) throws -> Timestamp? {
        guard let text = try text(members.time, keys.time, scanner) else { return nil }
        guard let time = Timestamp(text) else {
            throw CaseProblem(
                .badTime, "`\(keys.time)` is no time such as `2026-01-31T12:00:00Z`")
        }
        return time
    }

    private func text(
        _ range: Range<Int>?, _ key: String, _ scanner: JSONScanner
    ) throws -> String? {
        guard let range else { return nil }
        var value = JSONScanner(scanner.slice(range))
        switch try value.peekKind() {
        case .null: return nil
        case .string: return value.string(try value.readString())
        default: throw CaseProblem(.wrongType, "`\(key)` is no text")
        }
    }

    private func groups(_ range: Range<Int>?, _ scanner: JSONScanner) throws -> [String: String] {
        guard let range else { return [:] }
        let value = try JSONValue(parsing: scanner.slice(range))
        guard let object = value.object else {
            throw CaseProblem(.wrongType, "`\(keys.groups)` is no object")
        }
        var groups: [String: String] = [:]
        for member in object.members {
            guard let text = member.value.string else {
                throw CaseProblem(.wrongType, "group `\(member.key.prefix(60))` is no text")
            }
            groups[member.key] = text
        }
        return groups
    }
}
