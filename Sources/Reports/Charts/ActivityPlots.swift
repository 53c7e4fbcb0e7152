import Decisions

/// The pictures of what happened lately, each with a title that states its finding.
struct ActivityPlots {
    private let activity: Activity
    private let spans: [Activity.Span]

    init(_ activity: Activity) {
        self.activity = activity
        spans = activity.spans
    }

    /// Title and picture of each; none where nothing happened.
    var plots: [(title: String, svg: String)] {
        guard spans.contains(where: { $0.requests > 0 }) else { return [] }
        return [requests, agreement, latency, spending].compactMap(\.self)
    }

    private var requests: (String, String)? {
        let all = spans.map(\.requests).reduce(0, +)
        let failed = spans.map(\.failed).reduce(0, +)
        let calls =
            failed == 0
            ? "no call of a model failed"
            : "\(NumberText.count(failed)) calls of models failed (dots)"
        return drawn(
            "\(NumberText.counted(all, "request")); \(calls)",
            [
                .columns(spans.map { Double($0.requests) }, style: "first"),
                .line(spans.map { $0.failed > 0 ? Double($0.failed) : nil }, style: "fault"),
            ]
        ) { NumberText.count(Int($0)) }
    }

    private var agreement: (String, String)? {
        let agreed = spans.map(\.agreed).reduce(0, +)
        let pairs = agreed + spans.map(\.disagreed).reduce(0, +)
        guard pairs > 0 else { return nil }
        return drawn(
            "The paths agreed in \(NumberText.percent(Double(agreed) / Double(pairs))) of "
                + NumberText.counted(pairs, "pair"),
            [
                .line(
                    spans.map { span in
                        let pairs = span.agreed + span.disagreed
                        return pairs > 0 ? Double(span.agreed) / Double(pairs) : nil
                    }, style: "first")
            ], ceiling: 1
        ) { NumberText.percent($0) }
    }

    private var latency: (String, String)? {
        let known = spans.compactMap(\.latency)
        guard let most = known.max() else { return nil }
        return drawn(
            "Half of the models' answers took at most "
                + "\(NumberText.duration(milliseconds: most)) in the slowest hour",
            [.line(spans.map(\.latency), style: "second")]
        ) { $0 == 0 ? "0" : NumberText.duration(milliseconds: $0) }
    }

    private var spending: (String, String)? {
        let known = spans.compactMap(\.spent)
        guard !known.isEmpty else { return nil }
        return drawn(
            "\(NumberText.money(known.reduce(.zero, +).usd)) spent on calls of models",
            [.columns(spans.map { $0.spent?.usd ?? 0 }, style: "second")]
        ) { NumberText.roundMoney($0) }
    }

    private func drawn(
        _ title: String, _ layers: [Plot.Layer], ceiling: Double? = nil,
        text: @escaping (Double) -> String
    ) -> (String, String) {
        let plot = Plot(
            title: title, layers: layers, ceiling: ceiling, text: text,
            ends: (clock(activity.start.microseconds), clock(end)))
        return (title, plot.svg)
    }

    private var end: Int64 {
        let length = activity.length.components.seconds * 1_000_000
        return activity.start.microseconds + length * Int64(spans.count)
    }

    /// A moment as `22 Nov, 14:00 UTC` has it, in short.
    private func clock(_ microseconds: Int64) -> String {
        let text = Timestamp(microseconds: microseconds).description
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }
}
