import Decisions
import RuleEngine
import Statistics
package import Verdicts

/// What `assay calibrate` has measured, for people and for programs.
package struct CalibrationText {
    let report: CalibrationReport
    /// The file that holds the calibration now; `nil` where it was not written.
    let file: String?
    /// Columns of the screen.
    private let width: Int

    package init(_ report: CalibrationReport, file: String?, width: Int) {
        self.report = report
        self.file = file
        self.width = width
    }
}

extension CalibrationText: CustomStringConvertible {
    package var description: String {
        var lines = [head]
        if let warning { lines.append(warning) }
        for question in report.questions { lines += [""] + self.lines(question) }
        lines += ["", conclusion]
        return lines.joined(separator: "\n")
    }

    private var head: String {
        var text =
            "\(report.feature): \(NumberText.counted(report.cases, "case")) with a known outcome"
        text += " from \(report.source)"
        if report.immature > 0 {
            text += "; \(NumberText.count(report.immature)) more could still change"
        }
        return text
    }

    /// Outcomes that an answer shaped praise the rule that gave it.
    var warning: String? {
        switch report.outcome.dependsOnAnswer {
        case .no: nil
        case .yes:
            "warning: acting on an answer shapes the outcome (`depends_on_answer: yes`), so that "
                + "rules in charge may look more precise than they are"
        case .unknown:
            "warning: feature.yaml does not say whether acting on an answer shapes the outcome; "
                + "set `outcome: { depends_on_answer: no }` where it does not"
        }
    }

    private func lines(_ entry: QuestionCalibration) -> [String] {
        let name = entry.question.name
        guard entry.cases > 0 else { return ["\(name): no case with a known outcome"] }
        switch entry.subject {
        case .rules(let rules): return table(name, rules) + quality(entry)
        case .curve(let curve?, _):
            return ["\(name): curve \(Self.text(curve))"] + slope(curve, entry) + quality(entry)
        case .curve(nil, _):
            return ["\(name): no curve, since the outcomes do not settle one"]
        case .nothing:
            return [
                "\(name): nothing to calibrate; its options have no order, or it counts nothing"
            ]
        }
    }

    private func table(_ name: String, _ rules: [QuestionCalibration.Rule]) -> [String] {
        var table = TableText([
            name, "decided", "right", "precision", "95 % interval", "smoothed", "declared",
        ])
        for rule in rules {
            let share = rule.interval.map { _ in Double(rule.right) / Double(rule.cases) }
            table.append([
                rule.id, NumberText.count(rule.cases), NumberText.count(rule.right),
                share.map(NumberText.tablePercent) ?? "–",
                rule.interval.map {
                    NumberText.tablePercent($0.lower) + " to " + NumberText.tablePercent($0.upper)
                } ?? "–",
                NumberText.tablePercent(rule.smoothed), Self.text(rule.declared),
            ])
        }
        return table.lines(width: width)
    }

    private static func text(_ confidence: RuleConfidence?) -> String {
        switch confidence {
        case .stated(let value): NumberText.tablePercent(value)
        case .measured: "measured"
        case nil: "–"
        }
    }

    private static func text(_ curve: LogisticCurve) -> String {
        let midpoints = curve.midpoints.map { NumberText.decimal($0, decimals: 2) }
        let text =
            midpoints.count == 1
            ? "midpoint: \(midpoints[0])" : "midpoints: [\(midpoints.joined(separator: ", "))]"
        return "{ \(text), slope: \(NumberText.decimal(curve.slope, decimals: 4)) }"
    }

    private func slope(_ curve: LogisticCurve, _ entry: QuestionCalibration) -> [String] {
        guard curve.slope < 0 else { return [] }
        let label = entry.question.labels[1]
        let consequence =
            entry.isVote
            ? "the clearer a vote, the less often is it right"
            : curve.midpoints.count == 1
                ? "the more points, the less likely is `\(label)`"
                : "the more points, the lower the level"
        return ["  its slope is negative: \(consequence)"]
    }

    private func quality(_ entry: QuestionCalibration) -> [String] {
        guard let measured = entry.measured else {
            return ["  too few cases to say how well this fits later ones"]
        }
        var line =
            "  foretold from earlier cases alone, for \(NumberText.counted(measured.cases, "case")): "
        line += Self.scores(measured)
        guard let declared = entry.declared else { return [line] }
        return [line, "  as declared, for the same cases: \(Self.scores(declared))"]
    }

    private static func scores(_ quality: QuestionCalibration.Quality) -> String {
        "Brier score \(score(quality.brier)), "
            + "calibration error \(score(quality.calibrationError))"
    }

    private static func score(_ value: Double) -> String { NumberText.decimal(value, decimals: 4) }

    private var conclusion: String {
        guard let file else { return "nothing is written" }
        var text = "\(file) is written, version \(report.calibration.hash.short)"
        if report.questions.contains(where: \.isUsed) {
            text += "; the next `assay replay` answers with it"
        }
        let unused = report.questions.filter { entry in
            if case .nothing = entry.subject { return false }
            return entry.cases > 0 && !entry.isUsed
        }
        if !unused.isEmpty {
            let names = unused.map { "`\($0.question.name)`" }.joined(separator: ", ")
            text +=
                "\nno rule of \(names) takes it up yet; write `confidence: measured` at a rule, "
            text += "or `curve: measured` in a scorecard or under `collect`"
        }
        return text
    }
}
