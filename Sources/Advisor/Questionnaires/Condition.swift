import CEL

/// When an item is asked, or a contradiction holds: a CEL expression over the answers.
package struct Condition: Sendable {
    let program: Program
    private let environment: Environment

    init(_ program: Program, _ environment: Environment) {
        self.program = program
        self.environment = environment
    }

    package var text: String { program.text }

    /// How many items it reads.
    var readCount: Int { Set(program.referencedVariables.map(\.slot)).count }

    func reads(_ item: String) -> Bool {
        program.referencedVariables.contains { environment.variables[$0.slot].name == item }
    }

    /// Returns whether the condition holds for known answers; `nil` where one that it reads is not
    /// known.
    package func holds(_ answers: [String: Int]) -> Bool? {
        let activation = Activation(environment)
        for (slot, variable) in environment.variables.enumerated() {
            if let answer = answers[variable.name] {
                activation.set(slot, int: Int64(answer))
            }
        }
        return try? program.evaluateBool(activation)
    }
}
