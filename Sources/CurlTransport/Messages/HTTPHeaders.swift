/// Header fields in their order, found by name without regard to case.
package struct HTTPHeaders: Hashable, Sendable {
    /// One header line.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The fields in the order in which they are sent or were received.
    package private(set) var fields: [Field]

    package init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// The first value of `name`.
    package subscript(name: String) -> String? {
        fields.first { Self.areSameName($0.name, name) }?.value
    }

    /// Every value of `name`, in order.
    package func values(of name: String) -> [String] {
        fields.filter { Self.areSameName($0.name, name) }.map(\.value)
    }

    /// Appends a field and keeps those of the same name.
    package mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Replaces every field of that name.
    package mutating func set(_ name: String, _ value: String) {
        fields.removeAll { Self.areSameName($0.name, name) }
        add(name, value)
    }

    static func areSameName(_ left: String, _ right: String) -> Bool {
        let left = left.utf8
        let right = right.utf8
        return left.count == right.count
            && zip(left, right).allSatisfy { asciiLowercased($0) == asciiLowercased($1) }
    }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { Field(name: $0.0, value: $0.1) })
    }
}

extension HTTPHeaders: CustomStringConvertible {
    /// The names alone: a value may be a credential.
    package var description: String {
        "[" + fields.map(\.name).joined(separator: ", ") + "]"
    }
}

extension HTTPHeaders: CustomReflectable {
    package var customMirror: Mirror { Mirror(self, unlabeledChildren: fields.map(\.name)) }
}

/// Returns `byte` with A–Z made a–z.
func asciiLowercased(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}
