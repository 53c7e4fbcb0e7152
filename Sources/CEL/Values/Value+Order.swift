/// How two values stand to each other; NaN stands in no order to anything.
enum Ordering {
    case less, equal, greater, unordered

    init<T: Comparable>(_ left: T, _ right: T) {
        self =
            if left < right { .less } else if left == right { .equal } else if left > right {
                .greater
            } else { .unordered }
    }

    var reversed: Ordering {
        switch self {
        case .less: .greater
        case .greater: .less
        case .equal, .unordered: self
        }
    }
}

/// Returns how two values stand to each other, or `nil` where CEL defines no order between them.
func compareValues(_ left: Value, _ right: Value) -> Ordering? {
    switch (left, right) {
    case (.bool(let a), .bool(let b)): Ordering(a ? 1 : 0, b ? 1 : 0)
    case (.string(let a), .string(let b)): compareCodePoints(a, b)
    case (.bytes(let a), .bytes(let b)): compareBytes(a, b)
    case (.timestamp(let a), .timestamp(let b)): Ordering(a, b)
    case (.duration(let a), .duration(let b)): Ordering(a, b)
    default: compareNumbers(left, right)
    }
}

/// Returns how two numbers of any types stand to each other; `nil` unless both are numbers.
func compareNumbers(_ left: Value, _ right: Value) -> Ordering? {
    switch (left, right) {
    case (.int(let a), .int(let b)): Ordering(a, b)
    case (.uint(let a), .uint(let b)): Ordering(a, b)
    case (.double(let a), .double(let b)): Ordering(a, b)
    case (.int(let a), .uint(let b)): a < 0 ? .less : Ordering(UInt64(a), b)
    case (.uint(let a), .int(let b)): b < 0 ? .greater : Ordering(a, UInt64(b))
    case (.double(let a), .int(let b)): compare(a, b)
    case (.int(let a), .double(let b)): compare(b, a).reversed
    case (.double(let a), .uint(let b)): compare(a, b)
    case (.uint(let a), .double(let b)): compare(b, a).reversed
    default: nil
    }
}

/// The integer is rounded to a double, as CEL has it.
private func compare(_ left: Double, _ right: some BinaryInteger) -> Ordering {
    Ordering(left, Double(right))
}

// UTF-8 sorts as code points do.
private func compareCodePoints(_ left: String, _ right: String) -> Ordering {
    if left.utf8.lexicographicallyPrecedes(right.utf8) { return .less }
    return sameCodePoints(left, right) ? .equal : .greater
}

private func compareBytes(_ left: [UInt8], _ right: [UInt8]) -> Ordering {
    if left.lexicographicallyPrecedes(right) { return .less }
    return left == right ? .equal : .greater
}
