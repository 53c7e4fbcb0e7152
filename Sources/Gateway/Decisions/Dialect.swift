/// The two wire formats of typed decisions.
enum Dialect: Hashable, Sendable {
    /// OpenAI's Decisions: `input` and a list of questions.
    case decisions
    /// TypeSafe's System One: `state` and questions by id.
    case systemOne
}
