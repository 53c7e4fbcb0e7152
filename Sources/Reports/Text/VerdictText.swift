package import Verdicts

/// A verdict for the terminal: a title and five lines that a product manager reads; with the
/// details, the tables behind them.
package struct VerdictText {
    /// Sentences are no wider than this, however wide the screen is.
    static let proseWidth = 100

    private let verdict: Verdict
    private let isDetailed: Bool
    private let style: ANSIStyle
    private let width: Int

    /// Creates a text of at most `width` columns, at least 40; words that are longer stand out.
    package init(
        _ verdict: Verdict, isDetailed: Bool = false, isColored: Bool = false, width: Int = 100
    ) {
        self.verdict = verdict
        self.isDetailed = isDetailed
        style = ANSIStyle(isColored: isColored)
        self.width = max(40, width)
    }

    /// The whole text, with a newline at its end.
    package var text: String {
        var lines = title + [""] + summary
        if !isDetailed, !verdict.selfTests.isEmpty {
            let column = LabelledText(labelWidth: 20, width: min(Self.proseWidth, width))
            lines += SelfTestText(verdict).sentences.flatMap {
                column.lines("Self-test", $0, style: style.bold)
            }
        }
        if isDetailed { lines += VerdictDetail(verdict, style: style, width: width).lines }
        return lines.joined(separator: "\n") + "\n"
    }

    private var title: [String] {
        let title = LabelledText.wrap(VerdictSentences(verdict).title, width: width)
        return title.map { verdict.decision == .notYetKnown ? style.yellow($0) : style.green($0) }
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
        let column = LabelledText(labelWidth: 20, width: min(Self.proseWidth, width))
        return entries.flatMap { column.lines($0.0, $0.1, style: style.bold) }
    }
}
