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
        guard let key = key() else { return .quit }
        switch key {
        case UInt8(ascii: "n"):
            Console.write(Array("Note: ".utf8), to: STDERR_FILENO)
            return readLine().map { .note($0) } ?? .other
        case UInt8(ascii: "$"):
            Console.write(Array("\(ItemText.amounts): ".utf8), to: STDERR_FILENO)
            return readLine().map { .amounts($0) } ?? .other
        // The end of the input, the interrupt and the escape key.
        case 3, 4: return .quit
        case 27: return dropKeys() ? .other : .quit
        default: return InterviewInput(line: String(UnicodeScalar(key)))
        }
    }

    /// Drops what an arrow or a function key sends after its escape; returns whether that was one.
    private func dropKeys() -> Bool {
        var rest = [UInt8](repeating: 0, count: 16)
        var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        var isKey = false
        while withRawInput({ poll(&input, 1, 20) }) > 0,
            withRawInput({ read(STDIN_FILENO, &rest, rest.count) }) > 0
        {
            isKey = true
        }
        return isKey
    }

    /// Reads one key without waiting for the end of a line.
    private func key() -> UInt8? {
        var key: UInt8 = 0
        return withRawInput { read(STDIN_FILENO, &key, 1) } == 1 ? key : nil
    }

    /// Runs `body` where keys come as they are pressed and are not shown.
    private func withRawInput<Value: BinaryInteger>(_ body: () -> Value) -> Value {
        var usual = termios()
        guard tcgetattr(STDIN_FILENO, &usual) == 0 else { return 0 }
        var raw = usual
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        tcsetattr(STDIN_FILENO, TCSANOW, &raw)
        defer { tcsetattr(STDIN_FILENO, TCSANOW, &usual) }
        return body()
    }
}
