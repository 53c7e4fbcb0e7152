import Advisor

/// Which step a probe is at, on one line of the terminal; nothing where there is none.
enum ProbeProgress {
    @Sendable static func show(_ step: SignalProbe.Step) {
        let steps = SignalProbe.Step.allCases
        show("\(step.rawValue), step \((steps.firstIndex(of: step) ?? 0) + 1) of \(steps.count)")
    }

    static func show(_ text: String) {
        guard Console.isErrorTerminal else { return }
        Console.write(Array("\r\u{1B}[2K\(text)".utf8), to: 2)
    }

    static func clear() { show("") }
}
