import Decisions
import GRDB
import JSONCodec

extension SQLiteEvidenceStore {
    /// Writes a feature's observations in the order of the log; `sink` gets whole lines, in chunks.
    ///
    /// `rows` limits the export to a part of the log.
    package func export(
        _ feature: FeatureKey, as format: ExportFormat, rows: ClosedRange<Int64>? = nil,
        to sink: @Sendable @escaping ([UInt8]) throws -> Void
    ) async throws {
        do {
            try await readThrowing { database in
                var export = try EvidenceExport(feature, format, rows, database)
                while let chunk = try export.nextChunk() { try sink(chunk) }
            }
        } catch let error where error is DatabaseError || error is JSONError {
            throw EvidenceError(error, path: path)
        }
    }
}

/// Reads the log row by row and renders it.
private struct EvidenceExport {
    private let feature: FeatureKey
    private let format: ExportFormat
    private let log: Statement
    private let rollUp: OutcomeRollUp
    /// By id, those included that the feature no longer asks.
    private let questions: [Int64: LoggedQuestion]
    private var isAtStart = true
    private var isAtEnd = false

    init(
        _ feature: FeatureKey, _ format: ExportFormat, _ rows: ClosedRange<Int64>?,
        _ database: Database
    ) throws {
        self.feature = feature
        self.format = format
        rollUp = try OutcomeRollUp(feature.countingRule, database)
        let logged = try LoggedQuestion.all(of: feature, database)
        questions = Dictionary(logged.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let ids = logged.map { String($0.id) }.joined(separator: ", ")
        let live = try Schema.hasLive(database) ? "live" : "NULL"
        log = try database.makeStatement(
            sql: """
                SELECT observation_id, seq, request_id, question_id, case_id, time, environment,
                    input, user_id, groups, slices, in_charge, in_charge_probability, shown,
                    versions, answers, case_number, logged_at, \(live)
                FROM observation JOIN version_set USING (version_set_id)
                WHERE question_id IN (\(ids)) AND seq BETWEEN ? AND ? ORDER BY seq
                """)
        log.bind(rows?.lowerBound ?? 0, at: 1)
        log.bind(rows?.upperBound ?? .max, at: 2)
    }

    mutating func nextChunk() throws -> [UInt8]? {
        guard !isAtEnd else { return nil }
        var writer = JSONWriter(reserving: 1 << 17)
        var text = ""
        if isAtStart, format == .csv { text = AnswerRow.header }
        isAtStart = false
        while writer.bytes.count < 1 << 16, text.utf8.count < 1 << 16 {
            guard try log.nextRow() else {
                isAtEnd = true
                break
            }
            switch format {
            case .jsonl:
                try writeObservation(to: &writer)
                writer.newline()
            case .csv: text += try answerRows()
            }
        }
        let chunk = format == .jsonl ? writer.bytes : Array(text.utf8)
        return chunk.isEmpty ? nil : chunk
    }

    private func question() -> LoggedQuestion {
        let id = log.int(3)
        return questions[id] ?? LoggedQuestion(id: id, name: "", values: [])
    }

    private func writeObservation(to writer: inout JSONWriter) throws {
        let question = question()
        writer.beginObject()
        writer.field("observation_id") { $0.string(log.id(0).description) }
        writer.field("seq") { $0.int(log.int(1)) }
        writer.field("request_id") { $0.string(log.id(2).description) }
        writer.field("feature") { $0.string(feature.name) }
        writer.field("question") { $0.string(question.name) }
        writer.field("case_id") { $0.string(log.text(4)) }
        writer.field("time") { $0.time(log.optionalInt(5)) }
        writer.field("logged_at") { $0.time(log.int(17)) }
        writer.field("environment") {
            let environment = Observation.Environment(rawValue: UInt8(clamping: log.int(6)))
            $0.string(environment?.name ?? "unknown")
        }
        writer.field("input") { $0.raw(log.bytes(7)) }
        writer.field("user") { $0.stringOrNull(log.optionalText(8)) }
        writer.field("groups") { log.isNull(9) ? $0.emptyObject() : $0.raw(log.bytes(9)) }
        writer.field("slices") { log.isNull(10) ? $0.emptyObject() : $0.raw(log.bytes(10)) }
        writer.field("in_charge") { $0.stringOrNull(log.optionalText(11)) }
        writer.field("in_charge_probability") { $0.doubleOrNull(log.double(12)) }
        writer.field("shown") { writer in
            guard let value = log.optionalInt(13).flatMap(question.value(stored:)) else {
                return writer.null()
            }
            writer.option(value)
        }
        writer.field("versions") { $0.raw(log.bytes(14)) }
        if !log.isNull(18) { writer.field("live") { $0.raw(log.bytes(18)) } }
        writer.field("answers") { $0.raw(log.bytes(15)) }
        let outcome = try outcome(question)
        writer.field("outcome") { writer in
            guard let outcome else { return writer.null() }
            writer.outcome(outcome.stored, outcome.value)
        }
        writer.endObject()
    }

    /// The outcome of the row's case that counts.
    private func outcome(
        _ question: LoggedQuestion
    ) throws -> (stored: StoredOutcome, value: OptionValue)? {
        let outcomes = try rollUp.outcomes(of: Int(log.int(16)), question.id)
        guard let stored = feature.countingRule.outcome(among: outcomes),
            let value = question.value(stored: Int64(stored.code))
        else { return nil }
        return (stored, value)
    }

    private func answerRows() throws -> String {
        let question = question()
        let outcome = try outcome(question)?.value
        return try LoggedAnswer.list(log.bytes(15)).map { answer in
            AnswerRow(
                observation: log.id(0), seq: log.int(1), feature: feature.name,
                question: question.name, caseID: log.text(4),
                time: log.optionalInt(5), answer: answer, outcome: outcome
            ).line
        }.joined()
    }
}

extension JSONWriter {
    fileprivate mutating func field(_ name: StaticString, _ write: (inout JSONWriter) -> Void) {
        key(name)
        write(&self)
    }

    fileprivate mutating func stringOrNull(_ text: String?) {
        if let text { string(text) } else { null() }
    }

    fileprivate mutating func time(_ microseconds: Int64?) {
        stringOrNull(microseconds.map { Timestamp(microseconds: $0).description })
    }

    fileprivate mutating func emptyObject() {
        beginObject()
        endObject()
    }

    fileprivate mutating func outcome(_ outcome: StoredOutcome, _ value: OptionValue) {
        beginObject()
        key("outcome_id" as StaticString)
        string(outcome.id.description)
        key("value" as StaticString)
        option(value)
        key("source" as StaticString)
        string(outcome.source)
        key("rater" as StaticString)
        stringOrNull(outcome.rater)
        key("shown_output_of" as StaticString)
        self.value(outcome.shownOutputOf?.json ?? .null)
        key("label_probability" as StaticString)
        doubleOrNull(outcome.labelProbability)
        key("confidence" as StaticString)
        doubleOrNull(outcome.confidence)
        key("observed_at" as StaticString)
        time(outcome.observedAt)
        key("received_at" as StaticString)
        time(outcome.receivedAt)
        endObject()
    }
}
