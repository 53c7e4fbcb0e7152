import Diagnostics

extension Checker {
    /// Checks a message's fields and returns the type of the value that it stands for.
    func message(_ message: Expression.Message, _ expression: Expression) -> CELType {
        guard let type = messageType(message) else {
            unknownMessage(message, expression)
            for field in message.fields {
                _ = elementType(field.value, isOptional: field.isOptional)
            }
            return .dyn
        }
        references[expression.id] = .message(type)
        var seen: Set<String> = []
        for field in message.fields {
            let given = elementType(field.value, isOptional: field.isOptional)
            guard let expected = type.fields.first(where: { $0.name == field.name })?.type else {
                report(
                    field.nameRange, "`\(type.name)` has no field `\(field.name)`",
                    hint: didYouMean(field.name, among: type.fields.map(\.name)))
                continue
            }
            if !seen.insert(field.name).inserted {
                report(field.nameRange, "`\(field.name)` is set twice")
            }
            if !unifier.unify(expected, given) {
                report(
                    field.value.range,
                    "`\(field.name)` takes `\(shown(expected))`, found `\(shown(given))`")
            }
        }
        return type.result
    }

    private func messageType(_ message: Expression.Message) -> MessageType? {
        candidates(message.name, isAbsolute: message.isAbsolute).lazy
            .compactMap { self.environment.messages[$0] }.first
    }

    private func unknownMessage(_ message: Expression.Message, _ expression: Expression) {
        references[expression.id] = .nothing(.noSuchAttribute, "unknown message `\(message.name)`")
        let known = environment.messages.keys.sorted()
        guard known.isEmpty else {
            let hint = wantsHint ? didYouMean(message.name, among: known) : nil
            report(
                message.nameRange, "unknown message `\(message.name)`",
                hint: hint ?? "use a map: `{\"field\": value}`")
            return
        }
        report(
            message.nameRange, "`\(message.name)` builds a message",
            hint: "messages are not supported; use a map: `{\"field\": value}`")
    }
}
