import Decisions
import JSONCodec
import Statistics
package import Verdicts

/// What would have been said day by day, for the terminal and for programs.
package struct TimeLineText {
    private let verdict: Verdict
    private let width: Int

    package init(_ verdict: Verdict, width: Int) {
        self.verdict = verdict
        self.width = width
    }

    /// The changes of the verdict among at most so many evenly spread looks, with a newline each.
    private static let mostRows = 24

    package var text: String {
        let points = verdict.timeLine.points
        let step = max(1, (points.count + Self.mostRows - 1) / Self.mostRows)
        let challengers = points.last?.claims.map(\.challenger) ?? []
        var table = TableText(
            ["day", verdict.hasUsers ? "users" : "cases"]
                + challengers.map { "\($0.rawValue), dollars a case" } + ["verdict"],
            alignments: [.left, .right] + challengers.map { _ in .right } + [.left])
        for (index, point) in points.enumerated() {
            let isChange = index > 0 && points[index - 1].decision != point.decision
            guard isChange || (points.count - 1 - index).isMultiple(of: step) else { continue }
            table.append(row(point))
        }
        let head = "\(verdict.feature), \(verdict.question.name): what would have been said"
        return
            ([head, ""] + table.lines(width: width) + [""]
            + LabelledText.wrap(stop, width: min(width, 100)))
            .joined(separator: "\n") + "\n"
    }

    private func row(_ point: TimeLine.Point) -> [String] {
        [NumberText.day(point.at), NumberText.count(point.units)]
            + point.claims.map { claim in
                "\(claim.estimate.map(NumberText.money) ?? "unknown") "
                    + "(\(NumberText.money(claim.limits.lower)) to "
                    + "\(NumberText.money(claim.limits.upper)))"
            } + [point.decision.rawValue]
    }

    /// What an earlier stop would have saved.
    var stop: String {
        let line = verdict.timeLine
        guard let first = line.decidedFirst, let last = line.points.last else {
            return "Nothing is decided yet, so that an earlier stop would have saved nothing."
        }
        let more = last.units - first.units
        let spent = line.spentSinceDecided.map {
            "; the model's calls for them cost \(NumberText.money($0))"
        }
        return "This has been so since \(NumberText.day(first.at)): "
            + NumberText.counted(more, "case", "cases")
            + " came later, whose labels were not needed"
            + (spent ?? "")
            + ". Outcomes count here as they are known today; `--as-of` leaves out what "
            + "the log had not received by a day."
    }

    /// One object of the schema `assay.timeline/1`.
    package var json: String {
        var writer = VerdictJSON(verdict: verdict)
        writer.writeTimeLine()
        return String(decoding: writer.writer.bytes, as: UTF8.self)
    }
}

extension VerdictJSON {
    fileprivate mutating func writeTimeLine() {
        let line = verdict.timeLine
        writer.beginObject()
        text("schema", "assay.timeline/1")
        text("feature", verdict.feature)
        text("question", verdict.question.name)
        if let first = line.decidedFirst {
            text("decided_first_at", first.at.description)
        } else {
            null("decided_first_at")
        }
        double("spent_since_decided_usd", line.spentSinceDecided)
        writer.key("points")
        writer.beginArray()
        for point in line.points {
            writer.beginObject()
            text("at", point.at.description)
            number("units", point.units)
            text("verdict", point.decision.rawValue)
            writer.key("claims")
            writer.beginArray()
            for claim in point.claims {
                writer.beginObject()
                text("challenger", claim.challenger.rawValue)
                double("estimate", claim.estimate)
                double("low", claim.limits.lower)
                double("high", claim.limits.upper)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
