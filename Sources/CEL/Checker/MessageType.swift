/// A message of protocol buffers whose literals stand for plain values.
struct MessageType: Sendable {
    let name: String
    let fields: [(name: String, type: CELType)]
    /// The type of the value that it stands for.
    let result: CELType
    /// Makes that value from the fields that are set.
    let value: @Sendable ([String: Value], inout Frame) throws(Failure) -> Value
}
