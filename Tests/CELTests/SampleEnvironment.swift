import CEL
import Diagnostics

/// The variables that the tests' expressions read, and values for them.
enum Sample {
    static let variables = [
        Variable("amount", .double), Variable("income", .int), Variable("country", .string),
        Variable("email", .string, isOptional: true), Variable("tags", .list(.string)),
        Variable("limits", .map(.string, .int)), Variable("any", .dyn),
        Variable("opened", .timestamp), Variable("request.user", .string),
        Variable("vip", .bool), Variable("count", .uint),
    ]

    static let environment = Environment(variables: variables, libraries: Library.all)

    /// Every variable set except `email`.
    static func activation(_ environment: Environment = environment) -> Activation {
        let activation = Activation(environment)
        let values: [String: Value] = [
            "amount": .double(600), "income": .int(3_000), "country": .string("US"),
            "tags": .list([.string("new"), .string("vip-1")]),
            "limits": .map(ValueMap([ValueMap.Entry(key: .string("day"), value: .int(5))])),
            "any": .int(7), "request.user": .string("ada"), "vip": .bool(true), "count": .uint(4),
        ]
        for (name, value) in values {
            if let slot = environment.slot(of: name) { activation.set(slot, value) }
        }
        if let slot = environment.slot(of: "opened"), let time = Timestamp("2024-02-29T13:45:30Z") {
            activation.set(slot, .timestamp(time))
        }
        return activation
    }

    /// What became of an expression: the value, the error, or the diagnostics on one line.
    static func outcome(
        _ text: String, in environment: Environment = environment,
        checking: Environment.Checking = .full
    ) -> String {
        switch environment.compile(text, checking: checking) {
        case .rejected(let diagnostics):
            return "rejected: " + diagnostics.map(\.fact).joined(separator: " | ")
        case .compiled(let program):
            do throws(EvaluationError) {
                return try program.evaluate(activation(environment)).display
            } catch {
                return "\(error.code.rawValue): \(error.message)"
            }
        }
    }
}
