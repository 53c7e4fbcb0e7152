import CEL
import TestSupport
import Testing

/// Conditions that are planned as tests of slots in a row, against the same without known types.
struct JoinedConditionTests {
    private static let names = ["d", "e", "i", "j", "b", "s", "t"]
    private static let types: [CELType] = [.double, .double, .int, .int, .bool, .string, .string]
    private static let texts = [
        "", "a", "US", "CA", "example", "examples", "éxample", "@example.com", "jane@example.com",
        "jane.doe@shop.example.org", "🙂🙂🙂🙂🙂", "\u{0}", "a\u{0}", "aUS",
    ]

    private let typed = Environment(
        variables: zip(Self.names, Self.types).map { Variable($0, $1, isOptional: true) })
    private let untyped = Environment(
        variables: Self.names.map { Variable($0, .dyn, isOptional: true) })

    @Test func `tests in a row decide as the tree does`() throws {
        var generator = SeededGenerator(seed: 20)
        for _ in 0..<250 {
            let text = Self.condition(depth: 3, &generator)
            let programs = (
                try #require(typed.compile(text).program),
                try #require(untyped.compile(text).program)
            )
            for _ in 0..<20 {
                let (first, second) = (Activation(typed), Activation(untyped))
                for slot in Self.names.indices {
                    guard let value = Self.value(Self.types[slot], &generator) else { continue }
                    first.set(slot, value)
                    second.set(slot, value)
                }
                let (ours, tree) = (
                    outcome(programs.0, first), outcome(programs.1, second)
                )
                #expect(ours == tree, "\(text)")
            }
        }
    }

    @Test func `an absent variable fails unless another part decides`() throws {
        let program = try #require(
            typed.compile("d > 1.0 && i < 5 && s.endsWith('x')").program)
        let activation = Activation(typed)
        activation.set(2, int: 7)
        #expect(try program.evaluateBool(activation) == false)
        activation.set(2, int: 3)
        activation.set(5, string: "x")
        let error = #expect(throws: EvaluationError.self) { try program.evaluateBool(activation) }
        #expect(error?.message == "no such attribute: `d` is absent")
    }

    @Test func `a size is compared in code points`() throws {
        let program = try #require(typed.compile("b && size(s) == 2").program)
        for (text, holds) in [("🙂🙂", true), ("ééé", false), ("ab", true), ("a", false)] {
            let activation = Activation(typed)
            activation.set(5, string: text)
            activation.set(4, bool: true)
            #expect(try program.evaluateBool(activation) == holds)
        }
    }

    private func outcome(_ program: Program, _ activation: Activation) -> String {
        do throws(EvaluationError) {
            return "\(try program.evaluateBool(activation))"
        } catch {
            return error.code.rawValue
        }
    }

    // MARK: Generating

    private static func condition(depth: Int, _ generator: inout SeededGenerator) -> String {
        func operand() -> String { condition(depth: depth - 1, &generator) }
        switch depth == 0 ? 9 : Int.random(in: 0..<10, using: &generator) {
        case 0..<3: return "(\(operand()) && \(operand()) && \(operand()))"
        case 3..<6: return "(\(operand()) || \(operand()) || \(operand()))"
        case 6: return "!(\(operand()))"
        default: return test(&generator)
        }
    }

    private static func test(_ generator: inout SeededGenerator) -> String {
        let comparison = ["==", "!=", "<", "<=", ">", ">="].randomElement(using: &generator) ?? ""
        let name = names.randomElement(using: &generator) ?? ""
        func text() -> String { "'\(texts.randomElement(using: &generator) ?? "")'" }
        switch name {
        case "d", "e": return "\(name) \(comparison) \(Int.random(in: -2...2, using: &generator)).5"
        case "i", "j": return "\(Int.random(in: -2...2, using: &generator)) \(comparison) \(name)"
        case "b": return Bool.random(using: &generator) ? "b" : "has(b)"
        default:
            let list = (0..<Int.random(in: 1...10, using: &generator)).map { _ in text() }
            return [
                "\(name) == \(text())", "\(name) != \(text())", "\(name).startsWith(\(text()))",
                "\(name).endsWith(\(text()))", "\(name).contains(\(text()))",
                "\(name) in [\(list.joined(separator: ", "))]",
                "size(\(name)) \(comparison) \(Int.random(in: 0...20, using: &generator))",
                "\(name).matches('^.?@?ex')",
                "has(\(name))",
            ].randomElement(using: &generator) ?? ""
        }
    }

    private static func value(
        _ type: CELType, _ generator: inout SeededGenerator
    ) -> Value? {
        guard Int.random(in: 0..<8, using: &generator) > 0 else { return nil }
        switch type {
        case .double:
            let numbers = [.nan, -.infinity, -2.5, -0.0, 0, 0.5, 1.5, 2.5]
            return numbers.randomElement(using: &generator).map { .double($0) }
        case .int: return .int(Int64.random(in: -3...3, using: &generator))
        case .bool: return .bool(Bool.random(using: &generator))
        default: return texts.randomElement(using: &generator).map { .string($0) }
        }
    }
}
