/// A comparison of a variable of unknown type with a constant, straight from its slot.
final class DynamicVariableComparisonNode: BoolNode {
    let id: Int32
    private let operation: Comparison
    private let variable: VariableNode
    private let slot: Int
    private let constantValue: Value
    private let text: [UInt8]
    private let general: ComparisonNode

    init(
        _ id: Int32, _ operation: Comparison, _ variable: VariableNode, _ constant: Value,
        general: ComparisonNode
    ) {
        self.id = id
        self.operation = operation
        self.variable = variable
        slot = variable.slot
        constantValue = constant
        if case .string(let string) = constant { text = Array(string.utf8) } else { text = [] }
        self.general = general
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        let slot = frame.slots[slot]
        switch (slot.tag, constantValue) {
        case (.int, .int(let value)):
            return operation.holds(Int64(bitPattern: slot.bits), value)
        case (.double, .double(let value)):
            return operation.holds(Double(bitPattern: slot.bits), value)
        case (.string, .string):
            let other = frame.text(slot)
            return text.withUnsafeBytes { text in
                switch operation {
                case .equal: other.isEqual(to: text)
                case .notEqual: !other.isEqual(to: text)
                default: operation.holds(other.order(to: text))
                }
            }
        default:
            return try general.bool(&frame)
        }
    }
}
