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

    /// The share of the cases that it gets right states the finding.
    var title: String {
        let (truth, answer, share) = commonest
        let head =
            "\(path.name.capitalizedFirst) is right in \(NumberText.percent(path.shares.right))"
            + (path.isTold ? "" : " of the labelled cases")
        return share == 0
            ? head
            : "\(head); most often wrong: says \(answer) where \(truth) is right, "
                + "\(NumberText.percent(share)) of \(path.isTold ? "all cases" : "them")"
    }

    private var note: String {
        "Darker: a greater share of the row."
            + (path.effectiveJudged == nil
                ? ""
                : " The counts are of the labelled cases; shades and title count each kind of case by "
                    + "how many there are of it.")
    }

    private var commonest: (truth: String, answer: String, share: Double) {
        var most = (truth: "", answer: "", share: 0.0)
        for (row, truth) in labels.enumerated() {
            for (column, answer) in labels.enumerated()
            where row != column && path.shares[row, column] > most.share {
                most = (truth, answer, path.shares[row, column])
            }
        }
        return most
    }

    /// A template's values: a row for each truth, shaded by the row's shares of all cases.
    var values: [String: Any] {
        [
            "title": title, "note": note, "columns": answers,
            "isWide": answers.count > Self.mostOnPhone,
            "rows": labels.enumerated().map { row, truth in
                let counts =
                    labels.indices.map { path.confusion[row, $0] }
                    + [path.confusion[row, labels.count] + path.confusion[row, labels.count + 1]]
                let shares =
                    labels.indices.map { path.shares[row, $0] }
                    + [path.shares[row, labels.count] + path.shares[row, labels.count + 1]]
                let sum = max(.leastNormalMagnitude, shares.reduce(0, +))
                return [
                    "truth": truth,
                    "cells": counts.enumerated().map { column, count in
                        [
                            "count": NumberText.count(count),
                            "said": column < labels.count
                                ? "said \(labels[column])" : "gave no answer",
                            "none": count == 0,
                            "style": column == row ? "right" : "off",
                            "shade": String(Int(60 * shares[column] / sum)),
                        ]
                    },
                ] as [String: Any]
            },
        ]
    }
}
