import Statistics
import Verdicts

/// How a feature's models and its rules compare on the same cases.
struct AllPathsText {
    private let verdict: Verdict

    init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    func lines(width: Int) -> [String] {
        guard let figures = verdict.allPaths else { return [] }
        var paths = TableText(["", "right", "95% interval"])
        for path in figures.paths {
            paths.append(["`\(path.name)`"] + VerdictDetail.shares(path.accuracy))
        }
        var pairs = TableText(["", "only the first right", "only the second", "p, by Holm"])
        for pair in figures.pairs {
            let names = "`\(figures.paths[pair.first].name)`, `\(figures.paths[pair.second].name)`"
            pairs.append([
                names, NumberText.count(pair.onlyFirstRight),
                NumberText.count(pair.onlySecondRight),
                pair.p.map(VerdictDetail.probability) ?? "no case differs",
            ])
        }
        return paths.lines(width: width) + LabelledText.wrap(sentence(figures), width: width)
            + pairs.lines(width: width)
    }

    private func sentence(_ figures: AllPaths) -> String {
        let equal =
            figures.equalAccuracy.map {
                "all equally often right: p \(VerdictDetail.probability($0.p)) (Cochran's Q)"
            } ?? "no case tells them apart"
        return "Over \(NumberText.counted(figures.cases, "case")) that all were asked; \(equal). "
            + "The pairs by McNemar's mid-p; for ONE planned look."
    }
}
