package import Verdicts

/// A verdict for the terminal: a title and five lines that a product manager reads; with the
/// details, the tables behind them.
package struct VerdictText {
    private let verdict: Verdict
    private let isDetailed: Bool
    private let style: ANSIStyle
    private let width: Int

    /// Creates a text of at most `width` columns, at least 60; tables may be wider.
    package init(
        _ verdict: Verdict, isDetailed: Bool = false, isColored: Bool = false, width: Int = 100
    ) {
        self.verdict = verdict
        self.isDetailed = isDetailed
        style = ANSIStyle(isColored: isColored)
        self.width = max(60, width)
    }

    /// The whole text, with a newline at its end.
    package var text: String {
        var lines = [title, ""] + summary
        if isDetailed { lines += VerdictDetail(verdict, style: style, width: width).lines }
        return lines.joined(separator: "\n") + "\n"
    }

    private var title: String {
        let title = VerdictSentences(verdict).title
        return verdict.decision == .notYetKnown ? style.yellow(title) : style.green(title)
    }

    private var summary: [String] {
        let sentences = VerdictSentences(verdict)
        let entries = [
            ("Decision", sentences.decision),
            ("Worth a year", sentences.worth),
            ("Worst risk", sentences.risk),
            ("What would flip it", sentences.flip),
            ("Look again", sentences.review),
        ]
        let column = LabelledText(labelWidth: 20, width: width)
        return entries.flatMap { column.lines($0.0, $0.1, style: style.bold) }
    }
}
