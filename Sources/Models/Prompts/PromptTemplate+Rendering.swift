package import Decisions
import JSONCodec

extension PromptTemplate {
    /// What stands for a field that the case lacks or that is null.
    package static let missingField = "(none)"

    /// Returns the user message for `input`; `nil` where the input is no JSON object.
    ///
    /// Texts are put in as they are, everything else as JSON. Values are not searched for
    /// placeholders, and what chat templates take for the border of a message is broken up.
    package func userMessage(for input: CaseInput) -> String? {
        guard let user else {
            guard Self.fieldTexts(of: input, for: []) != nil else { return nil }
            return Self.defusedJSON(String(decoding: input.json, as: UTF8.self))
        }
        guard let texts = Self.fieldTexts(of: input, for: user) else { return nil }
        var message = ""
        for segment in user {
            switch segment {
            case .text(let text): message += text
            case .field(let name): message += texts[name] ?? Self.missingField
            }
        }
        return message
    }

    /// The fields of a case as they stand in a message, those that `segments` name.
    private static func fieldTexts(
        of input: CaseInput, for segments: [Segment]
    ) -> [String: String]? {
        try? input.json.withUnsafeBufferPointer { (bytes) throws(JSONError) in
            var scanner = JSONScanner(bytes)
            var texts = [String: String](minimumCapacity: segments.count)
            try scanner.beginObject()
            while let key = try scanner.nextKey() {
                let name = scanner.string(key)
                if segments.contains(.field(name)) {
                    texts[name] = try fieldText(&scanner)
                } else {
                    try scanner.skipValue()
                }
            }
            try scanner.finish()
            return texts
        }
    }

    private static func fieldText(_ scanner: inout JSONScanner) throws(JSONError) -> String? {
        switch try scanner.peekKind() {
        case .null:
            try scanner.readNull()
            return nil
        case .string:
            return defusedText(scanner.string(try scanner.readString()))
        case .boolean, .number, .array, .object:
            let start = scanner.offset
            try scanner.skipValue()
            return defusedJSON(
                String(decoding: scanner.slice(start..<scanner.offset), as: UTF8.self))
        }
    }

    /// What servers of open models read as the begin or end of a message, even inside one.
    private static let borders = [
        "<|", "<｜", "<start_of_turn", "<end_of_turn", "[INST]", "[/INST]",
    ].map { Array($0.utf8) }

    /// Puts a space after the first character of each border.
    private static func defusedText(_ text: String) -> String {
        defused(text) { $0 == UInt8(ascii: "<") ? "< " : "[ " }
    }

    /// Escapes the first character of each border, which changes no value: outside a string none of
    /// the borders is JSON.
    private static func defusedJSON(_ text: String) -> String {
        defused(text) { $0 == UInt8(ascii: "<") ? "\\u003c" : "\\u005b" }
    }

    /// Writes what `replacement` says for the first character of each border.
    private static func defused(
        _ text: String, _ replacement: (UInt8) -> String
    ) -> String {
        // Few texts hold what a border can begin with.
        guard text.utf8.contains(where: mayBeginBorder) else { return text }
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let start = rest.firstIndex(where: mayBeginBorder) {
            result += rest[..<start]
            let first = rest[start]
            if borders.contains(where: { rest[start...].starts(with: $0) }) {
                result += replacement(first).utf8
            } else {
                result.append(first)
            }
            rest = rest[(start + 1)...]
        }
        return String(decoding: result + rest, as: UTF8.self)
    }

    private static func mayBeginBorder(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "<") || byte == UInt8(ascii: "[")
    }
}
