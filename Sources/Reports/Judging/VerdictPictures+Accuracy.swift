import Statistics
import Verdicts

extension VerdictPictures {
    var accuracy: Picture? {
        var rows: [IntervalPlot.Row] = []
        func row(_ name: String, _ estimate: Estimate, _ style: String) {
            rows.append(
                IntervalPlot.Row(
                    name: name, note: NumberText.percent(estimate.value),
                    estimate: estimate.value, low: estimate.interval.lower,
                    high: estimate.interval.upper, style: style))
        }
        if let accuracy = verdict.heuristic.accuracy {
            row(verdict.heuristic.name, accuracy, "first")
        }
        if let model = verdict.model, let accuracy = model.accuracy {
            row(model.name, accuracy, "second")
        }
        if let cascade = verdict.claim(of: .cascade), !cascade.isEmpty,
            let accuracy = cascade.accuracy
        {
            row(Self.together, accuracy, "second")
        }
        guard !rows.isEmpty, let baselines = verdict.baselines else { return nil }
        let title = accuracyTitle(rows, baselines)
        if let learnt = verdict.learnt {
            row(Self.rule, learnt.rule.accuracy, "quiet")
            row("trained classifier", learnt.classifier.accuracy, "quiet")
        }
        rows.append(
            IntervalPlot.Row(
                name: "most frequent so far",
                note: NumberText.percent(baselines.majorityAccuracy),
                estimate: baselines.majorityAccuracy, low: baselines.majorityAccuracy,
                high: baselines.majorityAccuracy, style: "quiet"))
        let plot = IntervalPlot(
            title: title, rows: rows, axis: "right answers, of all cases with a known outcome"
        ) { NumberText.percent($0) }
        let note = "95% intervals. Cases left open and outages are not right."
        return Picture(
            title: title, svg: plot.svg,
            note: [note, learntNote].compactMap(\.self).joined(separator: " "))
    }

    private var learntNote: String? {
        verdict.learnt.map {
            "Grey: what needs no model; rule and classifier learnt from earlier cases, judged on the "
                + "later \(NumberText.count($0.cases))."
        }
    }

    /// Only what an interval bears out is said to be ahead.
    private func accuracyTitle(_ rows: [IntervalPlot.Row], _ baselines: BaselineFigures) -> String {
        switch verdict.winningBaseline {
        case .rule(let accuracy): return Self.learntTitle(Self.rule, accuracy)
        case .classifier(let accuracy): return Self.learntTitle(Self.classifier, accuracy)
        case .constant, nil: break
        }
        guard verdict.heuristic.isTold, verdict.model?.isTold != false else {
            return "How often each is right stays open: a kind of case has no labels"
        }
        let line = baselines.majorityAccuracy
        let behind = rows.filter { $0.high < line }.map { name($0.name) }
        guard behind.isEmpty else {
            return "The most frequent answer is right more often than "
                + behind.joined(separator: " and ")
        }
        let (ahead, open) = (rows.filter { $0.low > line }, rows.filter { $0.low <= line })
        let answer = "the most frequent answer, which is right in \(NumberText.percent(line))"
        guard !ahead.isEmpty else { return "Nothing surely beats \(answer)" }
        if open.isEmpty, rows.count > 1 {
            return "\(rows.count == 2 ? "Both" : "All") beat \(answer)"
        }
        let names = ahead.map { name($0.name) }.joined(separator: " and ").capitalizedFirst
        let isPlural = ahead.count > 1 || ahead[0].name == Self.together
        return "\(names) \(isPlural ? "beat" : "beats") \(answer)"
            + (open.isEmpty
                ? "" : "; \(open.map { name($0.name) }.joined(separator: " and ")) may not")
    }

    private static func learntTitle(_ name: String, _ accuracy: Double) -> String {
        "A \(name), learnt from the cases alone, beats every path: right in "
            + NumberText.percent(accuracy)
    }

    private func name(_ row: String) -> String {
        row == Self.together ? "the two together" : "the \(row)"
    }

    private static let together = "heuristic, then model"
    private static let rule = "three-level rule"
    private static let classifier = "small trained classifier"
}
