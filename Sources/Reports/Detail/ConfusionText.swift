import Decisions
import Verdicts

/// Truths against answers, a table for each path, as far as they fit on a screen.
struct ConfusionText {
    private let verdict: Verdict

    /// Questions with more options are left to the JSON.
    private static let mostOptions = 8

    init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    func lines(width: Int) -> [String] {
        let labels = verdict.question.labels
        let paths = [verdict.heuristic] + (verdict.model.map { [$0] } ?? [])
        guard labels.count <= Self.mostOptions else { return [] }
        return Array(
            paths.filter { $0.judged > 0 }.map { table($0, labels).lines(width: width) }.joined(
                separator: [""]))
    }

    private func table(_ path: PathFigures, _ labels: [String]) -> TableText {
        var table = TableText(
            ["right was (down), \(path.name) said (across)"] + labels + ["no answer"])
        for (row, truth) in labels.enumerated() {
            let counts = labels.indices.map { NumberText.count(path.confusion[row, $0]) }
            let none = path.confusion[row, labels.count] + path.confusion[row, labels.count + 1]
            table.append([truth] + counts + [NumberText.count(none)])
        }
        return table
    }
}
