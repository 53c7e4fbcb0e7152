import Decisions
import Foundation

/// What somebody does at a case.
enum LabelInput: Equatable {
    /// The index of an option.
    case label(Int)
    case cannotTell
    case back
    case quit
    /// Something else, which changes nothing.
    case other

    /// Reads a line: an option's number or its value, or the first letter of what to do.
    init(line: String, _ question: Question) {
        let text = line.trimmingCharacters(in: .whitespaces)
        let options = question.options
        if let number = Int(text), options.indices.contains(number - 1) {
            self = .label(number - 1)
        } else if let index = options.firstIndex(where: { $0.value.description == text }) {
            self = .label(index)
        } else {
            self =
                switch text {
                case "s", "skip": .cannotTell
                case "b", "back": .back
                case "q", "quit": .quit
                default: .other
                }
        }
    }
}
