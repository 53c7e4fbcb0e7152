/// How far a study is, on one line of the terminal; nothing where there is none.
struct StudyProgress {
    let done: Int
    let total: Int

    init(done: Int, of total: Int) {
        self.done = done
        self.total = total
    }

    /// Draws the line over the last one; clears it at the end.
    func draw() {
        guard Console.isErrorTerminal else { return }
        let filled = done * 24 / max(1, total)
        let bar =
            String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
        let line = done < total ? "\(bar) \(done * 100 / max(1, total)) %" : ""
        Console.write(Array("\r\u{1B}[2K\(line)".utf8), to: 2)
    }
}
