/// The `"name":` of each field as it stands in an input.
///
/// In one buffer: threads that share many arrays wait for one another to count their references.
package struct FieldPrefixes: Sendable {
    private let bytes: [UInt8]
    /// Where each field's begins, and where the last one ends.
    private let bounds: [Int]

    package init(_ fields: [FieldDefinition]) {
        var bytes: [UInt8] = []
        bounds =
            [0]
            + fields.map { field in
                bytes += "\"\(field.name)\":".utf8
                return bytes.count
            }
        self.bytes = bytes
    }

    /// Of all together, in bytes.
    package var length: Int { bytes.count }

    /// Appends that of the field at `index`.
    package func append(_ index: Int, to json: inout [UInt8]) {
        bytes.withUnsafeBufferPointer {
            json.append(
                contentsOf: UnsafeBufferPointer(rebasing: $0[bounds[index]..<bounds[index + 1]]))
        }
    }
}
