package import Advisor

/// One question of an interview as it stands on a screen.
package struct ItemText {
    private let item: Item
    private let style: ANSIStyle
    private let width: Int

    package init(_ item: Item, isColored: Bool, width: Int) {
        self.item = item
        style = ANSIStyle(isColored: isColored)
        self.width = min(width, 80)
    }

    /// The question and its answers.
    package var question: String {
        let head = LabelledText.wrap(item.ask, width: width).map { style.bold($0) }
        let answers = item.anchors.enumerated().flatMap { score, anchor in
            LabelledText.wrap("\(anchor.means) – \(anchor.example)", width: width - 5)
                .enumerated().map { ($0 == 0 ? "  \(score)  " : "     ") + $1 }
        }
        let amounts =
            item.takesAmounts
            ? LabelledText.wrap("or three amounts: \(Self.amounts)", width: width - 5).enumerated()
                .map { ($0 == 0 ? "  $  " : "     ") + $1 } : []
        return (head + [""] + answers + amounts + ["  u  I don't know"]).joined(separator: "\n")
    }

    /// What the three amounts are, where a question takes some.
    package static let amounts = "to build it once, brought in a month, upkeep a month"

    /// Why it is asked, who knows and how to find out.
    package var reason: String {
        [
            item.why, "Who knows: \(item.who).",
            "To find out, \(item.findOut) (\(item.effort.rawValue)).",
            item.measuredBy.map { "What can replace your answer: \($0)." } ?? "",
            "Source: \(item.source).",
        ]
        .filter { !$0.isEmpty }
        .flatMap { LabelledText.wrap($0, width: width - 2).map { "  " + $0 } }
        .joined(separator: "\n")
    }
}
