import Foundation

/// Keys of a terminal as they are pressed, without an echo and without waiting for a line's end.
enum KeyReader {
    /// Waits for a key; nil at the end of the input, at an interrupt and at the escape key, and 0 for
    /// an arrow or a function key.
    static func next() -> UInt8? {
        var key: UInt8 = 0
        guard withRawInput({ read(STDIN_FILENO, &key, 1) }) == 1 else { return nil }
        switch key {
        case 3, 4: return nil
        case 27: return dropKeys() ? 0 : nil
        default: return key
        }
    }

    /// Drops what an arrow or a function key sends after its escape; returns whether that was one.
    private static func dropKeys() -> Bool {
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

    private static func withRawInput<Value: BinaryInteger>(_ body: () -> Value) -> Value {
        var usual = termios()
        guard tcgetattr(STDIN_FILENO, &usual) == 0 else { return 0 }
        var raw = usual
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        tcsetattr(STDIN_FILENO, TCSANOW, &raw)
        defer { tcsetattr(STDIN_FILENO, TCSANOW, &usual) }
        return body()
    }
}
