package import Decisions
import Diagnostics
import Evidence
import JSONCodec
package import ShadowEvaluation

/// What a replay did, for people and for programs.
package struct ReplaySummaryText {
    private let feature: Feature
    private let summary: ReplaySummary
    private let elapsed: Duration
    private let evidence: String
    private let arguments: String

    /// `arguments` are those of a command on the same feature and log.
    package init(
        feature: Feature, summary: ReplaySummary, elapsed: Duration, evidence: String,
        arguments: String
    ) {
        self.feature = feature
        self.summary = summary
        self.elapsed = elapsed
        self.evidence = evidence
        self.arguments = arguments
    }

    private var seconds: Double { max(elapsed.inSeconds, 1e-9) }

    /// The paths in the order of the feature file.
    private var paths: [(name: String, counts: ReplaySummary.PathCounts)] {
        feature.paths.compactMap { path in
            summary.paths[path.name].map { (path.name, $0) }
        }
    }
}

extension ReplaySummaryText: CustomStringConvertible {
    /// Some lines: what was read, what each path said, what was left out and why.
    package var description: String {
        var lines = [headline]
        for path in paths {
            lines.append(pathLine(path.name, path.counts))
            lines += detailLines(path.counts)
        }
        if let line = outcomeLine { lines.append(line) }
        lines += leftOutLines
        if let line = undeclaredLine { lines.append(line) }
        if let line = stopLine { lines.append(line) }
        if failed > 0 {
            lines.append("  failed answers count as failed; `--retry-failed` asks again")
        }
        lines.append(closing)
        return lines.joined(separator: "\n")
    }

    private var undeclaredLine: String? {
        guard summary.undeclaredMembers > 0 else { return nil }
        let fields = feature.fields.map(\.name)
        let names = summary.undeclaredNames.sorted().map { name in
            "`\(name.prefix(60))`" + (didYouMean(name, among: fields).map { "; \($0)" } ?? "")
        }
        return "  not asked about: \(NumberText.counted(summary.undeclaredMembers, "value")) that "
            + "feature.yaml does not declare (\(names.joined(separator: ", ")))"
    }

    private var failed: Int { paths.map(\.counts.failed).reduce(0, +) }

    private var headline: String {
        var parts = [NumberText.counted(summary.answered, "case") + " answered"]
        if summary.alreadyAnswered > 0 {
            parts.append("\(NumberText.count(summary.alreadyAnswered)) answered before")
        }
        if summary.duplicates > 0 {
            parts.append(NumberText.counted(summary.duplicates, "repeated line"))
        }
        let leftOut = summary.leftOut.filter { $0.key != .badOutcome }.values.reduce(0, +)
        if leftOut > 0 { parts.append("\(NumberText.count(leftOut)) left out") }
        let rate = NumberText.count(Int(Double(summary.done) / seconds))
        return "\(feature.name): \(parts.joined(separator: ", ")) in "
            + "\(NumberText.duration(seconds)) (\(rate)/s)"
    }

    private func pathLine(_ name: String, _ counts: ReplaySummary.PathCounts) -> String {
        var parts = ["\(NumberText.count(counts.answered)) answered"]
        if counts.abstained > 0 { parts.append("\(NumberText.count(counts.abstained)) abstained") }
        if counts.failed > 0 {
            let reasons = Self.reasons(counts).map {
                "\($0.key.rawValue) \(NumberText.count($0.value))"
            }
            parts.append(
                "\(NumberText.count(counts.failed)) failed (\(reasons.joined(separator: ", ")))")
        }
        if counts.recorded > 0 { parts.append("from a recording") }
        if counts.spent > .zero {
            let verb = counts.recorded > 0 ? "cost when recorded" : "spent"
            parts.append("\(NumberText.money(counts.spent.usd)) \(verb)")
        }
        if counts.unpriced > 0 {
            parts.append(
                counts.unpriced < counts.answered + counts.failed
                    ? "\(NumberText.count(counts.unpriced)) without a known price" : "price unknown"
            )
        }
        return "  \(name): \(parts.joined(separator: ", "))"
    }

    /// The most frequent first.
    private static func reasons(
        _ counts: ReplaySummary.PathCounts
    ) -> [(key: AnswerReason.Code, value: Int)] {
        counts.failures.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
    }

    /// What the first failure of each kind was.
    private func detailLines(_ counts: ReplaySummary.PathCounts) -> [String] {
        Self.reasons(counts).compactMap { reason in
            counts.details[reason.key].map { "    \(reason.key.rawValue), the first: \($0)" }
        }
    }

    private var outcomeLine: String? {
        let outcomes = summary.outcomes
        guard outcomes != OutcomeCounts() else { return nil }
        var parts: [String] = []
        if outcomes.matched > 0 { parts.append("\(NumberText.count(outcomes.matched)) logged") }
        if outcomes.known > 0 { parts.append("\(NumberText.count(outcomes.known)) known before") }
        if outcomes.conflicting > 0 {
            parts.append("\(NumberText.count(outcomes.conflicting)) in conflict with earlier ones")
        }
        return "  outcomes: " + parts.joined(separator: ", ")
    }

    private var leftOutLines: [String] {
        guard !summary.leftOut.isEmpty else { return [] }
        let reasons = CaseProblem.Kind.allCases.compactMap { kind in
            summary.leftOut[kind].map { "\(kind.rawValue) \(NumberText.count($0))" }
        }
        var lines = ["  left out: " + reasons.joined(separator: ", ")]
        lines += summary.examples.map { "    line \($0.line): \($0.problem)" }
        let more = summary.leftOut.values.reduce(0, +) - summary.examples.count
        if more > 0 { lines.append("    and \(NumberText.count(more)) more") }
        return lines
    }

    private var stopLine: String? {
        switch summary.stopReason {
        case nil: nil
        case .requested: "  stopped on request; the same command goes on from here"
        case .spendLimit(let limit):
            "  stopped at the spend limit of \(NumberText.money(limit.usd)); "
                + "the same command goes on from here and may spend as much again"
        }
    }

    private var closing: String {
        "Logged to \(evidence). Next: assay verdict \(arguments)"
    }
}

extension ReplaySummaryText {
    /// One object, `assay.replay/1`, on one line.
    package var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("schema" as StaticString)
        writer.string("assay.replay/1")
        writer.key("feature" as StaticString)
        writer.string(feature.name)
        for (name, value) in [
            ("read", summary.read), ("answered", summary.answered),
            ("already_answered", summary.alreadyAnswered), ("duplicates", summary.duplicates),
            ("observations", summary.observations),
        ] {
            writer.key(name)
            writer.int(value)
        }
        writer.key("elapsed_s" as StaticString)
        writer.double(seconds)
        writer.key("left_out" as StaticString)
        writer.beginObject()
        for kind in CaseProblem.Kind.allCases {
            guard let count = summary.leftOut[kind] else { continue }
            writer.key(kind.key)
            writer.int(count)
        }
        writer.endObject()
        writer.key("paths" as StaticString)
        writer.beginObject()
        for (name, counts) in paths { write(name, counts, to: &writer) }
        writer.endObject()
        writer.key("outcomes" as StaticString)
        writer.beginObject()
        for (name, value) in [
            ("logged", summary.outcomes.matched), ("known", summary.outcomes.known),
            ("conflicting", summary.outcomes.conflicting),
        ] {
            writer.key(name)
            writer.int(value)
        }
        writer.endObject()
        writer.key("stopped" as StaticString)
        switch summary.stopReason {
        case nil: writer.null()
        case .requested: writer.string("requested")
        case .spendLimit: writer.string("spend_limit")
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func write(
        _ name: String, _ counts: ReplaySummary.PathCounts, to writer: inout JSONWriter
    ) {
        writer.key(name)
        writer.beginObject()
        for (name, value) in [
            ("answered", counts.answered), ("abstained", counts.abstained),
            ("failed", counts.failed), ("unpriced", counts.unpriced),
            ("recorded", counts.recorded),
        ] {
            writer.key(name)
            writer.int(value)
        }
        writer.key("spent_nanousd" as StaticString)
        writer.int(counts.spent.nanoUSD)
        writer.key("failures" as StaticString)
        writer.beginObject()
        for (code, count) in counts.failures.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            writer.key(code.rawValue)
            writer.int(count)
        }
        writer.endObject()
        writer.key("failure_details" as StaticString)
        writer.beginObject()
        for (code, detail) in counts.details.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            writer.key(code.rawValue)
            writer.string(detail)
        }
        writer.endObject()
        writer.endObject()
    }
}
