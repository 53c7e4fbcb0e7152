import Decisions
import JSONCodec

/// Turns what a request is about into a case of a feature, by the fields' `from`.
///
/// Values keep their text as it arrived, so that the same request makes the same case.
struct CaseMapper: Sendable {
    /// By field, where its value comes from.
    private let origins: [FieldOrigin]
    private let reader: CaseReader
    private let tree: FieldTree
    private let prefixes: FieldPrefixes
    /// The place of `text` in the tree, for requests that are JSON altogether.
    private let textSlot: Int
    private let readsJSON: Bool

    init(_ feature: Feature) {
        origins = feature.fields.map { FieldOrigin($0.origin) }
        reader = CaseReader(feature)
        let paths = feature.fields.map { field -> [String] in
            if case .json(let path) = field.origin { path } else { [] }
        }
        tree = FieldTree(paths + [["text"]])
        prefixes = FieldPrefixes(feature.fields)
        textSlot = paths.count
        readsJSON = paths.contains { !$0.isEmpty }
    }

    /// Returns the case that `subject` of `body` is, without an id unless a field is one.
    func map(
        _ subject: Subject, in body: UnsafeBufferPointer<UInt8>
    ) throws(CaseProblem) -> Case {
        let json = input(subject, JSONScanner(body))
        let reading = json.withUnsafeBufferPointer { reader.read($0, fallbackID: "") }
        guard let found = reading.case else {
            throw reading.problems.first ?? CaseProblem(.notJSON, "the fields cannot be read")
        }
        return found
    }

    /// Returns the object of the fields that the request has.
    private func input(_ subject: Subject, _ scanner: JSONScanner) -> [UInt8] {
        var found = FoundValues(count: origins.count + 1)
        for range in subject.objects { found.search(scanner.slice(range), with: tree) }
        let isText = !subject.texts.isEmpty
        var isJSONText = false
        if isText, readsJSON, !found.isComplete(origins) {
            isJSONText = searchTexts(subject, scanner, &found)
        }
        let hasOwnText = isJSONText || !isText
        var json: [UInt8] = []
        json.reserveCapacity(prefixes.length + found.length + origins.count + 2)
        json.append(UInt8(ascii: "{"))
        for (index, origin) in origins.enumerated() {
            let start = json.count
            if start > 1 { json.append(UInt8(ascii: ",")) }
            prefixes.append(index, to: &json)
            let isWritten =
                switch origin {
                case .json: found.append(index, to: &json)
                case .text:
                    hasOwnText && found.append(textSlot, to: &json)
                        || Self.append(subject.texts[...], scanner, to: &json)
                case .lastUserMessage:
                    hasOwnText && found.append(textSlot, to: &json)
                        || Self.append(
                            subject.texts[subject.lastMessageStart...], scanner, to: &json)
                }
            if !isWritten { json.removeSubrange(start...) }
        }
        json.append(UInt8(ascii: "}"))
        return json
    }

    /// Looks for JSON in the texts, the last first; returns whether a text is JSON altogether.
    private func searchTexts(
        _ subject: Subject, _ scanner: JSONScanner, _ found: inout FoundValues
    ) -> Bool {
        for text in subject.texts.reversed() {
            var bytes: [UInt8] = []
            scanner.appendUnescaped(text, to: &bytes)
            guard let range = EmbeddedJSON.object(in: bytes) else { continue }
            bytes.withUnsafeBufferPointer { bytes in
                found.search(UnsafeBufferPointer(rebasing: bytes[range]), with: tree)
            }
            return subject.texts.count == 1 && EmbeddedJSON.isWhole(range, of: bytes)
        }
        return false
    }

    /// Appends texts as one, a line each; a single one as it is written in the request.
    private static func append(
        _ texts: ArraySlice<JSONString>, _ scanner: JSONScanner, to json: inout [UInt8]
    ) -> Bool {
        guard let first = texts.first else { return false }
        if texts.count == 1 {
            // The quotes around it belong to the value.
            json += scanner.slice(first.offset - 1..<first.offset + first.length + 1)
            return true
        }
        var joined: [UInt8] = []
        for text in texts {
            if !joined.isEmpty { joined.append(UInt8(ascii: "\n")) }
            scanner.appendUnescaped(text, to: &joined)
        }
        var writer = JSONWriter()
        joined.withUnsafeBufferPointer { writer.string(utf8: $0) }
        json += writer.bytes
        return true
    }
}

/// `FieldDefinition.Origin` without its path, of which threads would count the references.
private enum FieldOrigin {
    case json
    case text
    case lastUserMessage

    init(_ origin: FieldDefinition.Origin) {
        switch origin {
        case .json: self = .json
        case .text: self = .text
        case .lastUserMessage: self = .lastUserMessage
        }
    }
}

/// The values of fields that were found in JSON, one behind the other; the first of each counts.
private struct FoundValues {
    /// A range of `bytes`, empty where nothing was found.
    ///
    /// Not a `Range`, as to make a list of those takes a search for its type each time.
    private struct Place {
        var start = 0
        var end = 0
    }

    private var bytes: [UInt8] = []
    private var places: [Place]

    init(count: Int) {
        places = Array(repeating: Place(), count: count)
    }

    /// Of all values together, in bytes.
    var length: Int { bytes.count }

    mutating func search(_ object: UnsafeBufferPointer<UInt8>, with tree: FieldTree) {
        bytes.reserveCapacity(bytes.count + object.count)
        var scanner = JSONScanner(object)
        // The object is valid JSON: it was passed over before.
        try? tree.search(&scanner) { slot, range in
            guard !has(slot) else { return }
            places[slot] = Place(start: bytes.count, end: bytes.count + range.count)
            bytes.append(contentsOf: object[range])
        }
    }

    /// Appends the value of a field; returns false where there is none.
    func append(_ slot: Int, to json: inout [UInt8]) -> Bool {
        guard has(slot) else { return false }
        json += bytes[places[slot].start..<places[slot].end]
        return true
    }

    private func has(_ slot: Int) -> Bool { places[slot].end > 0 }

    func isComplete(_ origins: [FieldOrigin]) -> Bool {
        origins.indices.allSatisfy { origins[$0] != .json || has($0) }
    }
}
