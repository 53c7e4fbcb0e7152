import Decisions
import Diagnostics
import JSONCodec

/// Turns a test's input into the JSON of a case, checking it against the declared fields.
struct TestInput {
    let fields: [FieldDefinition]
    let reader: YAMLReader

    /// An alias may stand for a large part of the file, many times over.
    private static let maximumSize = 1 << 20
    private static let maximumDepth = 64

    /// Returns the declared fields that `node` has, in their order.
    func json(_ node: YAMLNode) -> [UInt8]? {
        guard let section = reader.mapping(node, "`input`") else { return nil }
        reportUnknown(section)
        var writer = JSONWriter()
        var isSound = true
        writer.beginObject()
        for field in fields {
            guard let value = section[field.name] else {
                if field.isOptional { continue }
                reader.error(
                    node, "`input` has no `\(field.name)`",
                    hint: "the field is not declared `optional: true`")
                isSound = false
                continue
            }
            writer.key(field.name)
            isSound = write(value, as: field.type, field.name, 0, to: &writer) && isSound
        }
        writer.endObject()
        return isSound ? writer.bytes : nil
    }

    private func reportUnknown(_ section: YAMLMapping) {
        let names = fields.map(\.name)
        for (key, _) in section.pairs {
            let name = key.scalarText ?? ""
            guard !names.contains(name) else { continue }
            reader.error(
                key, "unknown field `\(name)`",
                hint: didYouMean(name, among: names)
                    ?? "the fields are \(namesInWords(names, "and"))")
        }
    }

    /// Writes `node` as a value of `type`; returns false where it is none, which is reported.
    private func write(
        _ node: YAMLNode, as type: FieldType, _ what: String, _ depth: Int,
        to writer: inout JSONWriter
    ) -> Bool {
        guard depth < Self.maximumDepth, writer.bytes.count < Self.maximumSize else {
            reader.error(node, "`\(what)` is too large", hint: "1 MiB and 64 levels at most")
            writer.null()
            return false
        }
        switch type {
        case .list(let element):
            return writeList(node, of: element, what, depth, to: &writer)
        case .map(let value):
            return writeMap(node, of: value, what, depth, to: &writer)
        case .dyn where node.elements != nil:
            return writeList(node, of: .dyn, what, depth, to: &writer)
        case .dyn where node.pairs != nil:
            return writeMap(node, of: .dyn, what, depth, to: &writer)
        case .dyn:
            writeDynamic(node, to: &writer)
            return true
        case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration:
            if writeScalar(node, as: type, to: &writer) { return true }
            reader.error(
                node, "`\(what)` is \(described(node)); expected \(Self.expectation(type))")
            writer.null()
            return false
        }
    }

    private func writeList(
        _ node: YAMLNode, of element: FieldType, _ what: String, _ depth: Int,
        to writer: inout JSONWriter
    ) -> Bool {
        var isSound = true
        writer.beginArray()
        for (index, value) in reader.list(node, "`\(what)`").enumerated() {
            guard
                write(value, as: element, what + "[\(index)]", depth + 1, to: &writer)
            else {
                isSound = false
                break
            }
        }
        writer.endArray()
        return isSound && node.elements != nil
    }

    private func writeMap(
        _ node: YAMLNode, of value: FieldType, _ what: String, _ depth: Int,
        to writer: inout JSONWriter
    ) -> Bool {
        var isSound = true
        writer.beginObject()
        for (key, member) in reader.mapping(node, "`\(what)`")?.pairs ?? [] {
            let name = key.scalarText ?? ""
            writer.key(name)
            guard write(member, as: value, what + ".\(name)", depth + 1, to: &writer) else {
                isSound = false
                break
            }
        }
        writer.endObject()
        return isSound && node.pairs != nil
    }

    private func writeScalar(
        _ node: YAMLNode, as type: FieldType, to writer: inout JSONWriter
    ) -> Bool {
        guard let text = node.scalarText, !node.isNull else { return false }
        switch type {
        case .bool:
            guard let flag = node.bool else { return false }
            writer.bool(flag)
        case .int:
            guard !node.isQuoted, let number = Int64(text) else { return false }
            writer.int(number)
        case .uint:
            guard !node.isQuoted, let number = UInt64(text) else { return false }
            writer.uint(number)
        case .double:
            guard let number = node.double, number.isFinite else { return false }
            writer.double(number)
        case .string, .bytes, .timestamp, .duration:
            guard node.kind == "a text", FieldText.isValid(text, as: type) else { return false }
            writer.string(text)
        case .dyn, .list, .map: return false
        }
        return true
    }

    /// Writes a scalar of no declared type as YAML reads it.
    private func writeDynamic(_ node: YAMLNode, to writer: inout JSONWriter) {
        let text = node.scalarText ?? ""
        if node.isNull {
            writer.null()
        } else if node.isQuoted {
            writer.string(text)
        } else if let flag = node.bool {
            writer.bool(flag)
        } else if let number = Int64(text) {
            writer.int(number)
        } else if let number = node.double, number.isFinite {
            writer.double(number)
        } else {
            writer.string(text)
        }
    }

    private func described(_ node: YAMLNode) -> String {
        guard let text = node.scalarText, text.utf8.count <= 40, !node.isNull else {
            return node.kind
        }
        return node.kind == "a text" ? "the text `\(text)`" : "`\(text)`"
    }

    private static func expectation(_ type: FieldType) -> String {
        switch type {
        case .bool: "true or false"
        case .int: "a whole number"
        case .uint: "a whole number from 0"
        case .double: "a number"
        case .string: "a text, in quotes where it reads as a number"
        case .bytes: "a text in base64"
        case .timestamp: "a time such as `2026-01-31T12:00:00Z`"
        case .duration: "a duration such as `1.5s` or `2h`"
        case .dyn, .list, .map: "a value"
        }
    }
}
