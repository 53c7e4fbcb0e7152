import Verdicts

/// What a path said, by what was right, for a page.
struct ConfusionTable {
    let path: PathFigures
    let labels: [String]

    /// A phone has room for so many columns of counts; of more it lists those that are not 0.
    private static let mostOnPhone = 3

    private var answers: [String] { labels + ["no answer"] }

    /// Questions with more options are left to the JSON.
    static let mostOptions = 12

    /// The share of the judged cases that it got right states the finding.
    var title: String {
        let right = path.judged > 0 ? Double(path.correct) / Double(path.judged) : 0
        let (truth, answer, count) = commonest
        // Elsewhere the labelled cases count by how many there are of their kind.
        let scope = path.effectiveJudged == nil ? "" : " of the labelled cases"
        let head = "\(path.name.capitalizedFirst) is right in \(NumberText.percent(right))\(scope)"
        return count == 0
            ? head
            : "\(head); most often wrong: says \(answer) where \(truth) is right, "
                + NumberText.counted(count, "case")
    }

    private var commonest: (truth: String, answer: String, count: Int) {
        var most = (truth: "", answer: "", count: 0)
        for (row, truth) in labels.enumerated() {
            for (column, answer) in labels.enumerated()
            where row != column && path.confusion[row, column] > most.count {
                most = (truth, answer, path.confusion[row, column])
            }
        }
        return most
    }

    /// A template's values: a row for each truth, shaded by the row's shares.
    var values: [String: Any] {
        [
            "title": title, "columns": answers, "isWide": answers.count > Self.mostOnPhone,
            "rows": labels.enumerated().map { row, truth in
                let counts =
                    labels.indices.map { path.confusion[row, $0] }
                    + [path.confusion[row, labels.count] + path.confusion[row, labels.count + 1]]
                let sum = max(1, counts.reduce(0, +))
                return [
                    "truth": truth,
                    "cells": counts.enumerated().map { column, count in
                        [
                            "count": NumberText.count(count),
                            "said": column < labels.count
                                ? "said \(labels[column])" : "gave no answer",
                            "none": count == 0,
                            "style": column == row ? "right" : "off",
                            "shade": String(60 * count / sum),
                        ]
                    },
                ] as [String: Any]
            },
        ]
    }
}
