extension Value: Hashable {
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.uint(let a), .uint(let b)): a == b
        case (.double(let a), .double(let b)): a == b
        case (.string(let a), .string(let b)): sameCodePoints(a, b)
        case (.bytes(let a), .bytes(let b)): a == b
        case (.list(let a), .list(let b)): a == b
        case (.map(let a), .map(let b)): a == b
        case (.timestamp(let a), .timestamp(let b)): a == b
        case (.duration(let a), .duration(let b)): a == b
        case (.type(let a), .type(let b)): sameCodePoints(a.description, b.description)
        case (.optional(let a), .optional(let b)): a == b
        case (.opaque(let a), .opaque(let b)): a == b
        default: compareNumbers(left, right) == .equal
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .int(let value): hashNumber(Double(value), into: &hasher)
        case .uint(let value): hashNumber(Double(value), into: &hasher)
        case .double(let value): hashNumber(value, into: &hasher)
        // Equal code points are canonically equivalent, so the standard hash agrees.
        case .string(let value): hasher.combine(value)
        case .bytes(let value): hasher.combine(value)
        // A list may share parts with itself, so that going through it could take for ever.
        case .list(let value): hasher.combine(value.count)
        case .map(let value): hasher.combine(value.count)
        case .timestamp(let value): hasher.combine(value)
        case .duration(let value): hasher.combine(value)
        case .type(let value): hasher.combine(value)
        case .optional(let value): hasher.combine(value.map { _ in 1 })
        case .opaque(let value): value.hash(into: &hasher)
        }
    }
}

// Equal numbers of different types must hash alike, and integers meet doubles as doubles.

private func hashNumber(_ value: Double, into hasher: inout Hasher) { hasher.combine(value) }

/// Returns whether both strings hold the same code points; canonical equivalence does not count.
func sameCodePoints(_ left: String, _ right: String) -> Bool {
    guard left.utf8.count == right.utf8.count else { return false }
    let isSame = left.utf8.withContiguousStorageIfAvailable { left in
        right.utf8.withContiguousStorageIfAvailable { right in
            ByteText(left).isEqual(to: ByteText(right))
        }
    }
    return isSame.flatMap(\.self) ?? left.utf8.elementsEqual(right.utf8)
}
