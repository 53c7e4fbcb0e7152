import Statistics
import Verdicts

/// The pictures of a verdict, each with a title that states its finding.
struct VerdictPictures {
    struct Picture {
        let title: String
        let svg: String
        /// How to read it.
        let note: String
    }

    let verdict: Verdict
    private let sentences: VerdictSentences

    init(_ verdict: Verdict) {
        self.verdict = verdict
        sentences = VerdictSentences(verdict)
    }

    /// Those that the evidence has something to say for.
    var all: [Picture] {
        [sequence, worth, frontier, accuracy, slices, latency].compactMap(\.self)
    }

    private var sequence: Picture? {
        guard let claim = verdict.leadingClaim, !claim.isOfSplit else { return nil }
        let points = verdict.timeLine.points.compactMap { point in
            point.claims.first { $0.challenger == claim.challenger }.map {
                SequencePlot.Point(
                    units: point.units, estimate: $0.estimate, limits: $0.limits)
            }
        }
        guard points.contains(where: { $0.units > 0 }), let first = verdict.timeLine.points.first,
            let last = verdict.timeLine.points.last
        else { return nil }
        let title = sequenceTitle(claim)
        let plot = SequencePlot(
            title: title, points: points, worthHaving: claim.worthHaving,
            unit: verdict.hasUsers ? "users" : "cases",
            days: (NumberText.day(first.at), NumberText.day(last.at)))
        return Picture(
            title: title, svg: plot.svg,
            note: "Dollars a case that \(sentences.name(claim.challenger)) is worth more than the "
                + "heuristic: the average so far (line) and limits that hold at every look (band), "
                + "\(NumberText.percent(1 - claim.alpha)) sure.")
    }

    private func sequenceTitle(_ claim: Claim) -> String {
        let who = sentences.name(claim.challenger).capitalizedFirst
        let isDecided = claim.isProvedBetter || claim.isProvedShort
        guard isDecided else {
            return "The limits still lie on both sides of what is worth having"
        }
        let since =
            verdict.timeLine.decidedFirst.map { " since \(NumberText.day($0.at))" } ?? ""
        return claim.isProvedBetter
            ? "\(who) is proved to be worth it\(since)"
            : "\(who) is proved not to be worth it\(since)"
    }

    private var worth: Picture? {
        let paths = [verdict.heuristic] + (verdict.model.map { [$0] } ?? [])
        guard paths.contains(where: { $0.utility != nil }) else { return nil }
        let parts: [(String, (UtilityFigures) -> Double?)] = [
            ("right answers", { $0.correct }), ("wrong answers", { $0.wrong }),
            ("cases left open", { $0.abstained }), ("outages", { $0.failed }),
            ("price of calls", { $0.price }), ("waiting", { $0.waiting }),
            ("in all", { $0.total }),
        ]
        let rows = parts.map { name, value in
            WorthPlot.Part(name: name, values: paths.map { $0.utility.flatMap(value) })
        }
        let title = worthTitle
        let plot = WorthPlot(title: title, paths: paths.map(\.name), parts: rows)
        return Picture(
            title: title, svg: plot.svg,
            note:
                "Dollars a case with a known outcome; what a path earns lies to the right, what it "
                + "costs to the left.")
    }

    private var worthTitle: String {
        let parts = EconomicsSentences(verdict).parts
        guard let first = parts.first, first.difference != 0 else {
            return "What a case is worth by each path"
        }
        let better = first.difference > 0 ? "the model" : "the heuristic"
        return "\(first.name.capitalizedFirst) weighed most, in favour of \(better)"
    }

    private var frontier: Picture? {
        let points = frontierPoints
        guard points.count > 1 else { return nil }
        let best = points.max { $0.accuracy.value < $1.accuracy.value }
        let title = best.map {
            "\($0.name.capitalizedFirst) is right most often, in "
                + "\(NumberText.percent($0.accuracy.value)) of cases, for "
                + ($0.cost == 0 ? "nothing" : NumberText.roundMoney($0.cost)) + " a case"
        }
        guard let title else { return nil }
        return Picture(
            title: title, svg: FrontierPlot(title: title, points: points).svg,
            note: "Thin lines: 95% intervals. The dashed line joins what nothing cheaper beats.")
    }

    private var frontierPoints: [FrontierMark] {
        var points: [FrontierMark] = []
        if let accuracy = verdict.heuristic.accuracy {
            points.append(
                FrontierMark(
                    name: verdict.heuristic.name, accuracy: accuracy,
                    cost: verdict.heuristic.cost.mean ?? 0))
        }
        if let model = verdict.model, let accuracy = model.accuracy, let cost = model.cost.mean {
            points.append(FrontierMark(name: model.name, accuracy: accuracy, cost: cost))
        }
        if let cascade = verdict.claim(of: .cascade), !cascade.isEmpty, !cascade.isOfSplit,
            let accuracy = cascade.accuracy, let price = cascade.pricePerCall
        {
            points.append(
                FrontierMark(
                    name: "heuristic, then model", accuracy: accuracy,
                    cost: price * cascade.askedShare))
        }
        return points
    }

    private var accuracy: Picture? {
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
            row("heuristic, then model", accuracy, "second")
        }
        guard !rows.isEmpty, let baselines = verdict.baselines else { return nil }
        let title = accuracyTitle(rows, baselines)
        rows.append(
            IntervalPlot.Row(
                name: "most frequent so far",
                note: NumberText.percent(baselines.majorityAccuracy),
                estimate: baselines.majorityAccuracy, low: baselines.majorityAccuracy,
                high: baselines.majorityAccuracy, style: "quiet"))
        let plot = IntervalPlot(
            title: title, rows: rows, axis: "right answers, of all cases with a known outcome"
        ) { NumberText.percent($0) }
        return Picture(
            title: title, svg: plot.svg,
            note: "95% intervals. Cases left open and outages are not right.")
    }

    private func accuracyTitle(_ rows: [IntervalPlot.Row], _ baselines: BaselineFigures) -> String {
        let beaten = rows.filter { $0.estimate <= baselines.majorityAccuracy }.map(\.name)
        return beaten.isEmpty
            ? "Both beat the most frequent answer, which is right in "
                + NumberText.percent(baselines.majorityAccuracy)
            : "The most frequent answer is right at least as often as \(beaten.joined(separator: " and "))"
    }

    private static let mostSlices = 16

    private var slices: Picture? {
        let large = verdict.slices.filter { !$0.isTooSmall }
        guard !large.isEmpty else { return nil }
        let found = large.filter(\.isFound)
        let title =
            found.isEmpty
            ? "In no slice is a difference found"
            : "A difference is found in "
                + found.prefix(3).map { "\($0.field) \($0.value)" }.joined(separator: ", ")
                + (found.count > 3 ? " and \(found.count - 3) more" : "")
        let rows = large.prefix(Self.mostSlices).map { slice in
            IntervalPlot.Row(
                name: "\(slice.field) \(slice.value)",
                note: NumberText.counted(slice.pairs, "pair"),
                estimate: slice.difference.value * 100,
                low: slice.difference.interval.lower * 100,
                high: slice.difference.interval.upper * 100,
                style: slice.isFound ? "second" : "first")
        }
        let plot = IntervalPlot(
            title: title, rows: rows, reference: 0,
            axis: "points that the model is right more often (right) or less often (left)"
        ) { NumberText.decimal($0, decimals: 0) }
        let left = verdict.slices.count - rows.count
        return Picture(
            title: title, svg: plot.svg,
            note: "95% intervals, for one look; what is found holds at every look."
                + (left > 0
                    ? " \(NumberText.counted(left, "smaller slice")) not shown." : ""))
    }

    private var latency: Picture? {
        let paths = [verdict.heuristic] + (verdict.model.map { [$0] } ?? [])
        let rows = paths.enumerated().compactMap { index, path in
            path.latency.map {
                IntervalPlot.Row(
                    name: path.name, note: NumberText.duration(milliseconds: $0.p95),
                    estimate: $0.p95, low: $0.p50, high: $0.p99,
                    style: index == 0 ? "first" : "second")
            }
        }
        guard let slowest = paths.last(where: { $0.latency != nil }), let wait = slowest.latency
        else { return nil }
        let title =
            "95% of the \(slowest.name)'s answers take at most "
            + NumberText.duration(milliseconds: wait.p95)
            + (wait.isRecorded ? " (recorded)" : "")
        let plot = IntervalPlot(
            title: title, rows: rows, isLogarithmic: true, axis: "wait, on a scale of powers of ten"
        ) { NumberText.duration(milliseconds: $0) }
        return Picture(
            title: title, svg: plot.svg,
            note:
                "Each line goes from the wait that half of the answers keep to that which 99% keep; "
                + "the dot is at 95%.")
    }
}
