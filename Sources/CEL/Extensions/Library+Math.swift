extension Library {
    /// `math.abs`, `math.greatest`, bit operations and so on.
    public static let math = Library(
        name: "math",
        functions: [
            extremum("math.greatest", .greater), extremum("math.least", .less),
            onDouble("math.ceil") { $0.rounded(.up) },
            onDouble("math.floor") { $0.rounded(.down) },
            onDouble("math.round") { $0.rounded(.toNearestOrAwayFromZero) },
            onDouble("math.trunc") { $0.rounded(.towardZero) },
            test("math.isNaN") { $0.isNaN },
            test("math.isInf") { $0.isInfinite },
            test("math.isFinite") { $0.isFinite },
            squareRoot, absolute, sign,
            bits("math.bitAnd", { $0 & $1 }, { $0 & $1 }),
            bits("math.bitOr", { $0 | $1 }, { $0 | $1 }),
            bits("math.bitXor", { $0 ^ $1 }, { $0 ^ $1 }),
            bitNot,
            shift("math.bitShiftLeft") { $0 << $1 },
            // The sign is shifted like any other bit.
            shift("math.bitShiftRight") { $0 >> $1 },
        ])

    private static func onDouble(
        _ name: String, _ operation: @escaping @Sendable (Double) -> Double
    ) -> Function {
        Function(
            name, [Signature([.double], .double)],
            .unary { (value, _) throws(Failure) in
                guard case .double(let number) = value else { throw noOverload(name, value) }
                return .double(operation(number))
            })
    }

    private static func test(
        _ name: String, _ test: @escaping @Sendable (Double) -> Bool
    ) -> Function {
        Function(
            name, [Signature([.double], .bool)],
            .unary { (value, _) throws(Failure) in
                guard case .double(let number) = value else { throw noOverload(name, value) }
                return .bool(test(number))
            })
    }

    private static let squareRoot = Function(
        "math.sqrt", [CELType.double, .int, .uint].map { Signature([$0], .double) },
        .unary { (value, _) throws(Failure) in
            switch value {
            case .double(let number): return .double(number.squareRoot())
            case .int(let number): return .double(Double(number).squareRoot())
            case .uint(let number): return .double(Double(number).squareRoot())
            default: throw noOverload("math.sqrt", value)
            }
        })

    private static let absolute = Function(
        "math.abs", [CELType.int, .uint, .double].map { Signature([$0], $0) },
        .unary { (value, _) throws(Failure) in
            switch value {
            case .int(let number):
                guard let result = Int64(exactly: number.magnitude) else {
                    throw Failure(.overflow, "`math.abs(\(number))` does not fit into 64 bits")
                }
                return .int(result)
            case .uint: return value
            case .double(let number): return .double(number.magnitude)
            default: throw noOverload("math.abs", value)
            }
        })

    private static let sign = Function(
        "math.sign", [CELType.int, .uint, .double].map { Signature([$0], $0) },
        .unary { (value, _) throws(Failure) in
            switch value {
            case .int(let number): return .int(number.signum())
            case .uint(let number): return .uint(number == 0 ? 0 : 1)
            case .double(let number):
                return .double(number > 0 ? 1 : number < 0 ? -1 : number)
            default: throw noOverload("math.sign", value)
            }
        })

    // MARK: The greatest and the least

    private static func extremum(_ name: String, _ wanted: Ordering) -> Function {
        let numbers: [CELType] = [.int, .uint, .double]
        let signatures =
            numbers.map { Signature([$0], $0) } + numbers.map { Signature([.list($0)], $0) }
            + [Signature([.list(.dyn)], .dyn), Signature([.dyn], .dyn)]
        return Function(
            name, isVariadic: true, signatures,
            .variadic { (values, frame) throws(Failure) in
                if values.count == 1, case .list(let list) = values[0] {
                    try frame.charge(size: 16 * list.count)
                    return try extremum(of: list, name, wanted)
                }
                return try extremum(of: values, name, wanted)
            })
    }

    private static func extremum(
        of values: [Value], _ name: String, _ wanted: Ordering
    ) throws(Failure) -> Value {
        guard var best = values.first else {
            throw Failure(.invalidArgument, "`\(name)` of an empty list")
        }
        guard compareNumbers(best, best) != nil else { throw noOverload(name, values) }
        for value in values.dropFirst() {
            guard let order = compareNumbers(value, best) else { throw noOverload(name, values) }
            if order == wanted { best = value }
        }
        return best
    }

    // MARK: Bits

    private static func bits(
        _ name: String, _ signed: @escaping @Sendable (Int64, Int64) -> Int64,
        _ unsigned: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> Function {
        Function(
            name, [CELType.int, .uint].map { Signature([$0, $0], $0) },
            .binary { (left, right, _) throws(Failure) in
                switch (left, right) {
                case (.int(let a), .int(let b)): return .int(signed(a, b))
                case (.uint(let a), .uint(let b)): return .uint(unsigned(a, b))
                default: throw noOverload(name, left, right)
                }
            })
    }

    private static let bitNot = Function(
        "math.bitNot", [CELType.int, .uint].map { Signature([$0], $0) },
        .unary { (value, _) throws(Failure) in
            switch value {
            case .int(let number): return .int(~number)
            case .uint(let number): return .uint(~number)
            default: throw noOverload("math.bitNot", value)
            }
        })

    private static func shift(
        _ name: String, _ shift: @escaping @Sendable (UInt64, Int64) -> UInt64
    ) -> Function {
        Function(
            name, [CELType.int, .uint].map { Signature([$0, .int], $0) },
            .binary { (value, count, _) throws(Failure) in
                guard case .int(let places) = count else { throw noOverload(name, value, count) }
                let checked = { () throws(Failure) in
                    guard places >= 0 else {
                        throw Failure(
                            .invalidArgument, "`\(name)` by `\(places)`: a negative offset")
                    }
                }
                switch value {
                case .int(let number):
                    try checked()
                    return .int(Int64(bitPattern: shift(UInt64(bitPattern: number), places)))
                case .uint(let number):
                    try checked()
                    return .uint(shift(number, places))
                default: throw noOverload(name, value, count)
                }
            })
    }
}
