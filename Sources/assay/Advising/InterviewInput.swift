import Foundation

/// What somebody does at a question.
enum InterviewInput: Equatable {
    case answer(Int)
    case unknown
    case why
    case back
    case note(String)
    /// Amounts of money in place of an answer.
    case amounts(String)
    case quit
    /// Something else, which changes nothing.
    case other

    /// Reads a line: an answer, the first letter of what to do or the word for it.
    init(line: String) {
        let text = line.trimmingCharacters(in: .whitespaces)
        switch text {
        case "0", "1", "2", "3", "4": self = .answer(Int(text) ?? 0)
        case "u", "unknown": self = .unknown
        case "?", "why": self = .why
        case "b", "back": self = .back
        case "q", "quit": self = .quit
        default:
            self =
                if text.hasPrefix("n ") {
                    .note(String(text.dropFirst(2)))
                } else if text.hasPrefix("$ ") {
                    .amounts(String(text.dropFirst(2)))
                } else {
                    .other
                }
        }
    }
}
