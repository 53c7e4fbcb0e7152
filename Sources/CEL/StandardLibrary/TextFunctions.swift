extension Library {
    static let textFunctions: [Function] = [
        textTest("startsWith") { $0.starts(withText: $1) },
        textTest("endsWith") { $0.ends(withText: $1) },
        textTest("contains") { $0.contains(text: $1) },
        matches(isMember: true), matches(isMember: false),
    ]

    private static func textTest(
        _ name: String, _ test: @escaping @Sendable (ByteText, ByteText) -> Bool
    ) -> Function {
        Function(
            name, isMember: true, [Signature([.string, .string], .bool)],
            .binary { (left, right, frame) throws(Failure) in
                guard case .string(var text) = left, case .string(var part) = right else {
                    throw noOverload(name, left, right)
                }
                try frame.charge(size: text.utf8.count + part.utf8.count)
                return .bool(
                    text.withUTF8 { text in
                        part.withUTF8 { part in test(ByteText(text), ByteText(part)) }
                    })
            })
    }

    private static func matches(isMember: Bool) -> Function {
        Function(
            "matches", isMember: isMember, [Signature([.string, .string], .bool)],
            .binary { (left, right, frame) throws(Failure) in
                guard case .string(var text) = left, case .string(let pattern) = right else {
                    throw noOverload("matches", left, right)
                }
                // Compiling is the dear part here; a constant pattern is compiled beforehand. The
                // charge does not depend on what is still known from the evaluation before.
                try frame.charge(1_000 + pattern.utf8.count)
                try frame.charge(size: text.utf8.count)
                let expression: RegularExpression
                do throws(RegularExpression.Invalid) {
                    expression = try frame.activation.pattern(pattern)
                } catch {
                    throw Failure(.invalidArgument, "this pattern is faulty: \(error.reason)")
                }
                try frame.charge(expression.programSize)
                return .bool(text.withUTF8 { expression.matches(ByteText($0)) })
            })
    }
}
