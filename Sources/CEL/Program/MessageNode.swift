/// `google.protobuf.Int64Value{value: 1}` and its like.
final class MessageNode: Node {
    let id: Int32
    private let type: MessageType
    let fields: [(name: String, node: any Node, isOptional: Bool)]

    init(
        _ id: Int32, _ type: MessageType,
        _ fields: [(name: String, node: any Node, isOptional: Bool)]
    ) {
        self.id = id
        self.type = type
        self.fields = fields
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        try frame.charge(1 + fields.count)
        var values: [String: Value] = [:]
        for field in fields {
            let value = try field.node.value(&frame)
            guard type.fields.contains(where: { $0.name == field.name }) else {
                throw Failure(
                    .noSuchKey, "`\(type.name)` has no field `\(field.name)`"
                ).blaming(id)
            }
            values[field.name] = field.isOptional ? try value.unwrapped(id) : value
        }
        do throws(Failure) {
            return try type.value(values, &frame)
        } catch {
            throw error.blaming(id)
        }
    }
}
