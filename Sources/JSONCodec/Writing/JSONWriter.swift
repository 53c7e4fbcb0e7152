/// Writes JSON into one growing buffer, commas included.
///
/// ```swift
/// writer.beginObject()
/// writer.key("id"); writer.string(id)
/// writer.endObject()
/// ```
///
/// The caller keeps containers balanced and gives each member of an object a key.
package struct JSONWriter: Sendable {
    /// What has been written.
    package private(set) var bytes: [UInt8] = []
    /// Whether a comma must come before the next value or key.
    var needsComma = false

    package init(reserving capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Empties the writer, keeping its memory.
    package mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// Ends a line of JSON lines.
    package mutating func newline() {
        bytes.append(.newline)
        needsComma = false
    }

    // MARK: Containers

    package mutating func beginObject() { open(.openBrace) }
    package mutating func endObject() { close(.closeBrace) }
    package mutating func beginArray() { open(.openBracket) }
    package mutating func endArray() { close(.closeBracket) }

    /// Writes a key that needs no escaping.
    package mutating func key(_ key: StaticString) {
        appendQuoted(
            UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount), isKey: true)
    }

    @_disfavoredOverload
    package mutating func key(_ key: String) {
        string(key)
        bytes.append(.colon)
        needsComma = false
    }

    // MARK: Scalars

    package mutating func null() { literal("null") }

    package mutating func bool(_ value: Bool) {
        if value { literal("true") } else { literal("false") }
    }

    package mutating func int(_ value: Int64) {
        separate()
        if value < 0 { bytes.append(.minus) }
        appendDigits(value.magnitude)
        needsComma = true
    }

    package mutating func int(_ value: Int) { int(Int64(value)) }

    package mutating func uint(_ value: UInt64) {
        separate()
        appendDigits(value)
        needsComma = true
    }

    /// Writes the shortest text that reads back as `value`, which must be finite; `1.0` keeps
    /// its fraction, so that it reads back as a double.
    package mutating func double(_ value: Double) {
        precondition(value.isFinite, "JSON has no infinities and no NaN")
        separate()
        appendDouble(value)
        needsComma = true
    }

    /// Writes `value`, or `null` where there is none or it is not finite.
    package mutating func doubleOrNull(_ value: Double?) {
        if let value, value.isFinite { double(value) } else { null() }
    }

    package mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { string(utf8: $0) }
    }

    /// Writes a string from its UTF-8, which must be valid.
    package mutating func string(utf8 value: UnsafeBufferPointer<UInt8>) {
        let clean = Self.lengthWithoutEscapes(of: value)
        if clean == value.count { return appendQuoted(value, isKey: false) }
        separate()
        bytes.append(.quote)
        appendEscaped(value, clean: clean)
        bytes.append(.quote)
        needsComma = true
    }

    /// Writes bytes that are one JSON value already.
    package mutating func raw(_ json: UnsafeBufferPointer<UInt8>) {
        separate()
        append(json)
        needsComma = true
    }

    /// Writes bytes that are one JSON value already.
    package mutating func raw(_ json: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    // MARK: Bytes

    /// Writes what needs no escaping, in quotes, at one go.
    @inline(__always)
    private mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, isKey: Bool) {
        let hasComma = needsComma
        bytes.append(addingCapacity: text.count + 4) { output in
            if hasComma { output.append(.comma) }
            output.append(.quote)
            output.withUnsafeMutableBufferPointer { target, count in
                count = target[count...].initialize(fromContentsOf: text)
            }
            output.append(.quote)
            if isKey { output.append(.colon) }
        }
        needsComma = !isKey
    }

    @inline(__always)
    mutating func separate() {
        if needsComma { bytes.append(.comma) }
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func literal(_ text: StaticString) {
        separate()
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        needsComma = true
    }

    @inline(__always)
    mutating func append(_ run: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: run)
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    mutating func append(contentsOf text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}
