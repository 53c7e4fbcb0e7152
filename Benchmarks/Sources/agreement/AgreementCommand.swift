import ArgumentParser
import CEL
import Foundation

@main
struct AgreementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement",
        abstract: "Prints random expressions, what they read and what they come to, as JSON lines.",
        discussion:
            "`Peers/agree.py` evaluates them with other engines and shows where they differ.")

    @Option(help: "How many expressions.")
    var count = 5_000

    @Option(help: "Another number gives other expressions.")
    var seed: UInt64 = 1

    private struct Case: Encodable {
        struct Variables: Encodable {
            var b: Bool
            var i: Int64
            var j: Int64
            var d: Double
            var s: String
            var t: String
            var l: [Int64]
            var m: [String: Int64]
        }

        var text: String
        var variables: Variables
        var outcome: String
    }

    func run() throws {
        let environment = Environment(variables: [
            Variable("b", .bool), Variable("i", .int), Variable("j", .int), Variable("d", .double),
            Variable("s", .string), Variable("t", .string), Variable("l", .list(.int)),
            Variable("m", .map(.string, .int)),
        ])
        var generator = ExpressionGenerator(seed: seed)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for _ in 0..<count {
            let text = generator.expression()
            let variables = Case.Variables(
                b: generator.element(of: [true, false]),
                i: generator.element(of: [-3, 0, 2, .max]), j: generator.element(of: [.min, 1]),
                d: generator.element(of: [-0.5, 0, 2, 1e19]),
                s: generator.element(of: ["", "abc", "é"]), t: generator.element(of: ["b", "12"]),
                l: generator.element(of: [[], [1, 2, 2]]),
                m: generator.element(of: [[:], ["a": 1, "é": 2]]))
            let outcome = Self.outcome(text, variables, environment)
            let line = try encoder.encode(
                Case(text: text, variables: variables, outcome: outcome))
            print(String(decoding: line, as: UTF8.self))
        }
    }

    private static func outcome(
        _ text: String, _ variables: Case.Variables, _ environment: Environment
    ) -> String {
        guard let program = environment.compile(text).program else { return "error" }
        let activation = Activation(environment)
        activation.set(0, bool: variables.b)
        activation.set(1, int: variables.i)
        activation.set(2, int: variables.j)
        activation.set(3, double: variables.d)
        activation.set(4, string: variables.s)
        activation.set(5, string: variables.t)
        activation.set(6, .list(variables.l.map { .int($0) }))
        activation.set(
            7,
            .map(ValueMap(variables.m.map { .init(key: .string($0), value: .int($1)) })))
        return (try? program.evaluate(activation)).map(plain) ?? "error"
    }

    /// A value as `agree.py` writes it: ints and uints alike, doubles by their bits.
    private static func plain(_ value: Value) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .uint(let value): "\(value)"
        case .double(let value): value.isNaN ? "nan" : "double \(value.bitPattern)"
        case .string(let value): "string " + value.utf8.map { "\($0)" }.joined(separator: " ")
        case .bytes(let value): "bytes " + value.map { "\($0)" }.joined(separator: " ")
        case .list(let values): "[" + values.map(plain).joined(separator: ", ") + "]"
        case .map(let map):
            "{"
                + map.entries.map { plain($0.key) + ": " + plain($0.value) }.sorted()
                .joined(separator: ", ") + "}"
        case .timestamp, .duration, .type, .optional, .opaque: "another type"
        }
    }
}
