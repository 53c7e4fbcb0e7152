import Decisions
import Reports
import ShadowEvaluation
import Synchronization

/// How far a replay is, on one line of the terminal; nothing where there is none.
struct ProgressBar: Sendable {
    private let session: ReplaySession

    init(session: ReplaySession) {
        self.session = session
    }

    /// Draws until its task is cancelled, then clears the line.
    func draw() async {
        guard Console.isErrorTerminal else { return }
        while !Task.isCancelled {
            Console.write(Array(("\r\u{1B}[2K" + line).utf8), to: 2)
            try? await Task.sleep(for: .milliseconds(100))
        }
        Console.write(Array("\r\u{1B}[2K".utf8), to: 2)
    }

    /// Says something without breaking the line.
    func note(_ text: String) {
        Console.write(
            Array(((Console.isErrorTerminal ? "\r\u{1B}[2K" : "") + text + "\n").utf8), to: 2)
    }

    private var line: String {
        let summary = session.progress.snapshot
        let seconds = max(session.elapsed.inSeconds, 1e-9)
        let rate = Double(summary.done) / seconds
        var parts: [String] = []
        if let share = share(of: summary) {
            let filled = Int((share * 24).rounded(.down))
            parts.append(
                String(repeating: "█", count: filled)
                    + String(repeating: "░", count: 24 - filled)
                    + " \(Int((share * 100).rounded(.down))) %")
        }
        parts.append("\(NumberText.count(summary.done)) done")
        parts.append("\(NumberText.count(Int(rate)))/s")
        if let share = share(of: summary), share > 0, share < 1 {
            parts.append("\(NumberText.duration(seconds * (1 - share) / share)) left")
        }
        let spent = summary.paths.values.map(\.spent).reduce(.zero, +)
        if spent > .zero { parts.append("\(NumberText.money(spent.usd)) spent") }
        let failed = summary.paths.values.map(\.failed).reduce(0, +)
        if failed > 0 { parts.append("\(NumberText.count(failed)) failed") }
        return String(parts.joined(separator: "  ").prefix(Console.width - 1))
    }

    /// How much is done, from 0 to 1; `nil` where the end is not known.
    ///
    /// What has been read but not answered yet does not count.
    private func share(of summary: ReplaySummary) -> Double? {
        guard summary.read > 0 else { return session.size == nil ? nil : 0 }
        let answered = Double(summary.done) / Double(summary.read)
        var shares: [Double] = []
        if let size = session.size, size > 0 {
            shares.append(Double(summary.bytesRead) / Double(size) * answered)
        }
        if let limit = session.limit, limit > 0 {
            shares.append(Double(summary.done) / Double(limit))
        }
        return shares.max().map { min(1, $0) }
    }
}
