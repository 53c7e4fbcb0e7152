import Advisor
import Foundation
import Reports

/// Where questions are shown and answers are typed: a screen each on a terminal, lines elsewhere.
struct InterviewTerminal {
    let isScreen = isatty(STDIN_FILENO) == 1 && Console.isErrorTerminal

    /// Shows a question with its number and what was last said about it.
    func show(_ item: Item, number: Int, of name: String, message: String) {
        let text = ItemText(
            item, isColored: isScreen && Console.usesColor, width: isScreen ? Console.width : 80)
        let head = "\(name) · question \(number)"
        let keys =
            isScreen
            ? "0-4 answer   u don't know   ? why   n note   b back   q stop for now"
            : "0-4, u, ?, n TEXT, b or q:"
        let parts = [head, text.question, message, keys].filter { !$0.isEmpty }
        let page = TerminalText.escaped(parts.joined(separator: "\n\n"), keepsColor: true)
        Console.note(json: (isScreen ? "\u{1B}[2J\u{1B}[H" : "") + page)
    }

    /// Waits for what is done at a question; the end of the input is `quit`.
    func next() -> InterviewInput {
        guard isScreen else { return readLine().map { InterviewInput(line: $0) } ?? .quit }
        guard let key = KeyReader.next() else { return .quit }
        switch key {
        case UInt8(ascii: "n"):
            Console.write(Array("Note: ".utf8), to: STDERR_FILENO)
            return readLine().map { .note($0) } ?? .other
        case UInt8(ascii: "$"):
            Console.write(Array("\(ItemText.amounts): ".utf8), to: STDERR_FILENO)
            return readLine().map { .amounts($0) } ?? .other
        default: return InterviewInput(line: String(UnicodeScalar(key)))
        }
    }
}
