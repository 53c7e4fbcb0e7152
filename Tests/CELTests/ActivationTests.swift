import CEL
import Testing

struct ActivationTests {
    private let environment = Environment(variables: [
        Variable("a", .string), Variable("b", .double),
        Variable("c", .list(.int), isOptional: true),
        Variable("d", .dyn, isOptional: true),
    ])

    @Test(arguments: [0, 1, 7, 8, 9, 247, 248, 249, 255, 256, 1_000, 4_079, 5_000])
    func `a text of any length is counted in code points`(count: Int) throws {
        for scalar in ["a", "é", "€", "😀"] {
            let environment = Environment(variables: [Variable("text", .string)])
            let program = try #require(environment.compile("size(text)").program)
            let activation = Activation(environment)
            activation.set(0, string: "x" + String(repeating: scalar, count: count))
            #expect(try program.evaluate(activation) == .int(Int64(count + 1)))
        }
    }

    @Test func `a fresh activation holds nothing`() throws {
        let activation = Activation(environment)
        #expect(activation.count == 4)
        #expect((0..<4).allSatisfy { activation.value($0) == nil })
        let program = try #require(environment.compile("has(a) || has(b) || has(c)").program)
        #expect(try program.evaluateBool(activation) == false)
    }

    @Test func `a reset forgets every value and keeps working`() throws {
        let activation = Activation(environment)
        let program = try #require(
            environment.compile("a.startsWith('x') && b > 0.5 && (!has(c) || c[0] == 7)").program)
        for round in 0..<1_000 {
            activation.reset()
            #expect(activation.value(0) == nil && activation.value(2) == nil)
            activation.set(0, string: round % 2 == 0 ? "x\(round)" : "y")
            activation.set(1, double: 1)
            if round % 3 == 0 { activation.set(2, .list([.int(round % 6 == 0 ? 7 : 8)])) }
            #expect(try program.evaluateBool(activation) == (round % 2 == 0))
        }
    }

    @Test(arguments: [
        Value.null, .bool(true), .int(-1), .uint(.max), .double(0.5), .string("é"),
        .bytes([0, 255]),
        .list([.int(1)]), .map(ValueMap([])), .duration(Nanoseconds(count: 5)), .optional(nil),
        .string(String(repeating: "long ", count: 1_000)),
    ])
    func `every value comes back as it went in`(value: Value) throws {
        let activation = Activation(environment)
        activation.set(3, value)
        activation.set(0, string: "other")
        #expect(activation.value(3) == .some(value))
        let program = try #require(environment.compile("d").program)
        #expect(try program.evaluate(activation) == value)
        activation.setAbsent(3)
        #expect(activation.value(3) == nil)
    }

    @Test func `a string may refer to a part of appended bytes`() throws {
        let activation = Activation(environment)
        let body = Array("{\"name\": \"ada\"}".utf8)
        let start = body.withUnsafeBytes { activation.append($0) }
        activation.set(0, utf8At: start + 10, length: 3)
        let program = try #require(environment.compile("a == 'ada'").program)
        #expect(try program.evaluateBool(activation))
        // Growth of the buffer keeps what is in it.
        let more = [UInt8](repeating: 32, count: 100_000)
        _ = more.withUnsafeBytes { activation.append($0) }
        #expect(try program.evaluateBool(activation))
    }

    @Test func `a value of another type than declared is an error, not a wrong answer`() throws {
        let activation = Activation(environment)
        activation.set(1, string: "many")
        let program = try #require(environment.compile("b > 1.0").program)
        let error = #expect(throws: EvaluationError.self) { try program.evaluateBool(activation) }
        #expect(error?.code == .noSuchOverload)
        #expect(error?.message == "no such overload: expected `double`, found `string`")
    }

    @Test func `a result that is no bool is an error of evaluateBool`() throws {
        let program = try #require(environment.compile("1 + 1").program)
        let error = #expect(throws: EvaluationError.self) {
            try program.evaluateBool(Activation(environment))
        }
        #expect(error?.message == "no such overload: expected `bool`, found `int`")
    }

    @Test func `the size of a text counts code points wherever they lie`() throws {
        let environment = Environment(variables: [Variable("text", .string)])
        let program = try #require(environment.compile("size(text)").program)
        let activation = Activation(environment)
        for length in 0..<24 {
            for scalar in ["a", "é", "€", "😀"] as [Unicode.Scalar] {
                for place in 0...length {
                    var scalars = Array(repeating: Unicode.Scalar("x"), count: length)
                    scalars.insert(scalar, at: place)
                    activation.reset()
                    activation.set(0, string: String(String.UnicodeScalarView(scalars)))
                    #expect(try program.evaluate(activation) == .int(Int64(length + 1)))
                }
            }
        }
    }
}
