import Decisions
import JSONCodec

/// Turns what a request is about into a case of a feature, by the fields' `from`.
///
/// Values keep their text as it arrived, so that the same request makes the same case.
struct CaseMapper: Sendable {
    private let fields: [FieldDefinition]
    private let reader: CaseReader
    private let tree: FieldTree
    private let prefixes: [[UInt8]]
    /// The place of `text` in the tree, for requests that are JSON altogether.
    private let textSlot: Int
    private let readsJSON: Bool

    init(_ feature: Feature) {
        fields = feature.fields
        reader = CaseReader(feature)
        let paths = feature.fields.map { field -> [String] in
            if case .json(let path) = field.origin { path } else { [] }
        }
        tree = FieldTree(paths + [["text"]])
        prefixes = feature.fields.map { Array("\"\($0.name)\":".utf8) }
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
        var found = FoundValues(count: fields.count + 1)
        for range in subject.objects { found.search(scanner.slice(range), with: tree) }
        let isText = !subject.texts.isEmpty
        var isJSONText = false
        if isText, readsJSON, !found.isComplete(fields) {
            isJSONText = searchTexts(subject, scanner, &found)
        }
        let ownText = isJSONText || !isText ? found.values[textSlot] : nil
        var json: [UInt8] = [UInt8(ascii: "{")]
        for (index, field) in fields.enumerated() {
            let start = json.count
            if start > 1 { json.append(UInt8(ascii: ",")) }
            json += prefixes[index]
            let isWritten =
                switch field.origin {
                case .json: Self.append(found.values[index], to: &json)
                case .text:
                    Self.append(ownText, to: &json)
                        || Self.append(subject.texts[...], scanner, to: &json)
                case .lastUserMessage:
                    Self.append(ownText, to: &json)
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

    private static func append(_ value: [UInt8]?, to json: inout [UInt8]) -> Bool {
        guard let value else { return false }
        json += value
        return true
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

/// The values of fields that were found in JSON; the first of each counts.
private struct FoundValues {
    var values: [[UInt8]?]

    init(count: Int) {
        values = Array(repeating: nil, count: count)
    }

    mutating func search(_ object: UnsafeBufferPointer<UInt8>, with tree: FieldTree) {
        var scanner = JSONScanner(object)
        var new: [(Int, Range<Int>)] = []
        // The object is valid JSON: it was passed over before.
        try? tree.search(&scanner) { new.append(($0, $1)) }
        for (slot, range) in new where values[slot] == nil {
            values[slot] = Array(scanner.slice(range))
        }
    }

    func isComplete(_ fields: [FieldDefinition]) -> Bool {
        for (index, field) in fields.enumerated() where values[index] == nil {
            if case .json = field.origin { return false }
        }
        return true
    }
}
