/// The operators on values of any type.
enum Arithmetic {
    static func integer<T: FixedWidthInteger>(
        _ operation: BinaryOperator, _ a: T, _ b: T
    ) throws(Failure) -> T {
        let (result, overflow): (T, Bool)
        switch operation {
        case .add: (result, overflow) = a.addingReportingOverflow(b)
        case .subtract: (result, overflow) = a.subtractingReportingOverflow(b)
        case .multiply: (result, overflow) = a.multipliedReportingOverflow(by: b)
        case .divide:
            guard b != 0 else { throw Failure(.divisionByZero, "division by zero") }
            (result, overflow) = a.dividedReportingOverflow(by: b)
        case .remainder:
            guard b != 0 else { throw Failure(.divisionByZero, "remainder of a division by zero") }
            // Of the least integer by -1 this overflows, as the other implementations have it.
            (result, overflow) = a.remainderReportingOverflow(dividingBy: b)
        default: throw Failure(.noSuchOverload)
        }
        if overflow {
            let unit = T.isSigned ? "" : "u"
            throw Failure(
                .overflow,
                "`\(a)\(unit) \(operation.rawValue) \(b)\(unit)` does not fit into 64 bits")
        }
        return result
    }

    static func apply(
        _ operation: BinaryOperator, _ left: Value, _ right: Value, _ frame: inout Frame
    ) throws(Failure) -> Value {
        switch (left, right) {
        case (.int(let a), .int(let b)): return .int(try integer(operation, a, b))
        case (.uint(let a), .uint(let b)): return .uint(try integer(operation, a, b))
        case (.double(let a), .double(let b)): return try double(operation, a, b)
        default: break
        }
        switch operation {
        case .add: return try add(left, right, &frame)
        case .subtract: return try subtract(left, right)
        default: throw noOverload(operation, left, right)
        }
    }

    static func noOverload(_ operation: BinaryOperator, _ left: Value, _ right: Value) -> Failure {
        Failure(
            .noSuchOverload,
            "no such overload: `\(left.typeName) \(operation.rawValue) \(right.typeName)`")
    }

    private static func double(
        _ operation: BinaryOperator, _ a: Double, _ b: Double
    ) throws(Failure) -> Value {
        switch operation {
        case .add: .double(a + b)
        case .subtract: .double(a - b)
        case .multiply: .double(a * b)
        case .divide: .double(a / b)
        default: throw noOverload(operation, .double(a), .double(b))
        }
    }

    private static func add(
        _ left: Value, _ right: Value, _ frame: inout Frame
    ) throws(Failure) -> Value {
        switch (left, right) {
        case (.string(let a), .string(let b)):
            try frame.charge(size: a.utf8.count + b.utf8.count)
            return .string(a + b)
        case (.bytes(let a), .bytes(let b)):
            try frame.charge(size: a.count + b.count)
            return .bytes(a + b)
        case (.list(let a), .list(let b)):
            try frame.charge(size: 16 * (a.count + b.count))
            return .list(a + b)
        case (.timestamp(let a), .duration(let b)), (.duration(let b), .timestamp(let a)):
            return .timestamp(try inRange(a.adding(b)))
        case (.duration(let a), .duration(let b)):
            return .duration(Nanoseconds(count: try integer(.add, a.count, b.count)))
        default:
            throw noOverload(.add, left, right)
        }
    }

    private static func subtract(_ left: Value, _ right: Value) throws(Failure) -> Value {
        switch (left, right) {
        case (.timestamp(let a), .timestamp(let b)):
            guard let difference = a.since(b) else {
                throw Failure(.overflow, "the time between these does not fit a duration")
            }
            return .duration(difference)
        case (.timestamp(let a), .duration(let b)):
            guard b.count != .min else { throw outOfRange }
            return .timestamp(try inRange(a.adding(Nanoseconds(count: -b.count))))
        case (.duration(let a), .duration(let b)):
            return .duration(Nanoseconds(count: try integer(.subtract, a.count, b.count)))
        default:
            throw noOverload(.subtract, left, right)
        }
    }

    private static let outOfRange = Failure(
        .overflow, "the timestamp lies outside of the years 1 to 9999")

    private static func inRange(_ timestamp: Timestamp?) throws(Failure) -> Timestamp {
        guard let timestamp else { throw outOfRange }
        return timestamp
    }

    /// Whether two values are equal; the work is counted, for shared parts can make a small value
    /// look enormous.
    static func equal(
        _ left: Value, _ right: Value, _ frame: inout Frame
    ) throws(Failure) -> Bool {
        switch (left, right) {
        case (.list(let a), .list(let b)):
            guard a.count == b.count else { return false }
            for (first, second) in zip(a, b) {
                try frame.charge(1)
                if try !equal(first, second, &frame) { return false }
            }
            return true
        case (.map(let a), .map(let b)):
            guard a.count == b.count else { return false }
            for entry in a.entries {
                try frame.charge(2)
                guard let other = b[entry.key] else { return false }
                if try !equal(entry.value, other, &frame) { return false }
            }
            return true
        case (.optional(let a?), .optional(let b?)):
            try frame.charge(1)
            return try equal(a, b, &frame)
        case (.string(let a), .string):
            try frame.charge(size: a.utf8.count)
            return left == right
        default:
            return left == right
        }
    }

    /// Whether `element` is in a list or among the keys of a map.
    static func contains(
        _ element: Value, in collection: Value, _ frame: inout Frame
    ) throws(Failure) -> Bool {
        switch collection {
        case .list(let list):
            for candidate in list {
                try frame.charge(1)
                if try equal(candidate, element, &frame) { return true }
            }
            return false
        case .map(let map):
            return map[element] != nil
        default:
            throw noOverload(.contains, element, collection)
        }
    }
}
