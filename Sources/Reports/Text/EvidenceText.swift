import Decisions
package import Evidence
import JSONCodec

/// What the log holds, for people and for programs.
package struct EvidenceText {
    private let path: String
    private let size: Int
    private let summaries: [EvidenceSummary]

    /// Makes the text of a log at `path` of `size` bytes.
    package init(path: String, size: Int, summaries: [EvidenceSummary]) {
        self.path = path
        self.size = size
        self.summaries = summaries
    }
}

extension EvidenceText: CustomStringConvertible {
    package var description: String {
        var lines = ["\(path), \(NumberText.bytes(size))"]
        if summaries.isEmpty { lines.append("  nothing is logged yet") }
        for summary in summaries { lines += Self.lines(summary) }
        return lines.joined(separator: "\n")
    }

    private static func lines(_ summary: EvidenceSummary) -> [String] {
        var lines = [
            "",
            "\(summary.feature): \(NumberText.counted(summary.cases, "case")), "
                + "\(NumberText.counted(summary.observations, "observation")), "
                + NumberText.counted(summary.outcomes, "outcome"),
        ]
        if summary.waitingOutcomes > 0 {
            lines.append(
                "  outcomes that wait for their cases: "
                    + NumberText.count(summary.waitingOutcomes))
        }
        if !summary.events.isEmpty {
            let counts = events(of: summary).map { "\(NumberText.count($1)) \($0)" }
            lines.append("  events: " + counts.joined(separator: ", "))
        }
        if let first = summary.firstLoggedAt, let last = summary.lastLoggedAt {
            lines.append("  logged from \(first) to \(last)")
        }
        for version in summary.versions {
            let counts = zip(summary.questions, version.answers).map { question, count in
                let of = summary.questions.count > 1 ? " of \(question)" : ""
                return NumberText.counted(count, "answer") + of
            }
            lines.append(
                "  \(version.path.path) \(version.path.version.short): "
                    + "\(counts.joined(separator: ", ")), first on "
                    + "\(Timestamp(microseconds: version.firstLoggedAt))")
        }
        return lines
    }
}

extension EvidenceText {
    /// How many events there are of each kind that there is one of.
    private static func events(of summary: EvidenceSummary) -> [(kind: String, count: Int)] {
        Event.Kind.allCases.compactMap { kind in
            summary.events[kind].map { (kind.rawValue, $0) }
        }
    }

    /// One object, `assay.evidence/1`, on one line.
    package var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("schema" as StaticString)
        writer.string("assay.evidence/1")
        writer.key("log" as StaticString)
        writer.string(path)
        writer.key("bytes" as StaticString)
        writer.int(size)
        writer.key("features" as StaticString)
        writer.beginArray()
        for summary in summaries { Self.write(summary, to: &writer) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func write(_ summary: EvidenceSummary, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("feature" as StaticString)
        writer.string(summary.feature)
        for (name, value) in [
            ("cases", summary.cases), ("observations", summary.observations),
            ("outcomes", summary.outcomes), ("waiting_outcomes", summary.waitingOutcomes),
        ] {
            writer.key(name)
            writer.int(value)
        }
        writer.key("events" as StaticString)
        writer.beginObject()
        for (kind, count) in events(of: summary) {
            writer.key(kind)
            writer.int(count)
        }
        writer.endObject()
        writer.key("versions" as StaticString)
        writer.beginArray()
        for version in summary.versions {
            writer.beginObject()
            writer.key("path" as StaticString)
            writer.string(version.path.path)
            writer.key("version" as StaticString)
            writer.string(version.path.version.description)
            writer.key("answers" as StaticString)
            writer.beginObject()
            for (question, count) in zip(summary.questions, version.answers) {
                writer.key(question)
                writer.int(count)
            }
            writer.endObject()
            writer.key("first_logged_at" as StaticString)
            writer.string(Timestamp(microseconds: version.firstLoggedAt).description)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
