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
    let members: CaseMembers
    /// Indices of the fields that cut the cases into slices.
    private let sliceFields: [Int]
    /// Each field's `"name":` as it stands in the input.
    private let prefixes: [[UInt8]]

    package init(_ feature: Feature) {
        questions = feature.questions
        keys = feature.caseKeys
        fields = feature.fields
        members = CaseMembers(fields, keys)
        sliceFields = feature.slices.compactMap { name in
            feature.fields.firstIndex { $0.name == name }
        }
        prefixes = fields.map { Array("\"\($0.name)\":".utf8) }
    }

    /// Reads one case from `bytes`; `fallbackID` names it where it has no id.
    package func read(
        _ bytes: UnsafeBufferPointer<UInt8>, fallbackID: @autoclosure () -> String
    ) -> Reading {
        do {
            var scanner = JSONScanner(bytes)
            let found = try members.find(&scanner)
            var parsed = Case(
                id: try id(found, scanner) ?? fallbackID(), time: try time(found, scanner),
                user: try text(found[members.user], keys.user, scanner),
                groups: try groups(found[members.groups], scanner),
                slices: slices(found, scanner),
                input: CaseInput(json: try input(found, scanner)))
            var problems: [CaseProblem] = []
            parsed.outcomes = try outcomes(
                found, scanner, caseID: parsed.id, problems: &problems)
            return Reading(case: parsed, problems: problems, undeclared: found.undeclared)
        } catch let error as CaseProblem {
            return Reading(case: nil, problems: [error], undeclared: 0)
        } catch {
            let problem = CaseProblem(.notJSON, "\(error)")
            return Reading(case: nil, problems: [problem], undeclared: 0)
        }
    }

    private func input(_ found: CaseMembers.Found, _ scanner: JSONScanner) throws -> [UInt8] {
        var json: [UInt8] = []
        json.reserveCapacity(scanner.bytes.count)
        json.append(UInt8(ascii: "{"))
        for (index, field) in fields.enumerated() {
            guard let range = found[index],
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
    private func id(_ found: CaseMembers.Found, _ scanner: JSONScanner) throws -> String? {
        guard let range = found[members.id] else { return nil }
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

    private func slices(_ found: CaseMembers.Found, _ scanner: JSONScanner) -> [String: String] {
        var slices: [String: String] = [:]
        for index in sliceFields {
            guard let range = found[index] else { continue }
            let raw = scanner.slice(range)
            var value = JSONScanner(raw)
            // The value was checked with the input; what is no string stands for itself.
            let text = (try? value.readString()).map { value.string($0) }
            slices[fields[index].name] = text ?? String(decoding: raw, as: UTF8.self)
        }
        return slices
    }

    private func time(_ found: CaseMembers.Found, _ scanner: JSONScanner) throws -> Timestamp? {
        guard let text = try text(found[members.time], keys.time, scanner) else { return nil }
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
