package import Decisions
package import Diagnostics
import JSONCodec

/// Appends a model's answers to a cassette, one write a line.
///
/// A crash can cut off at most the last line, which the next recording removes. One process records
/// to a file at a time.
package actor CassetteWriter {
    private let questions: [Question]
    private var file: AppendedFile
    private var writer = JSONWriter()

    private init(_ file: consuming AppendedFile, questions: [Question]) {
        self.file = file
        self.questions = questions
    }

    /// Opens `path` to record answers of `task`, and returns what it holds already.
    ///
    /// A file of another prompt, model or API is left alone: the thrown diagnostics say so.
    package static func open(
        _ path: String, for task: ModelTask, at now: Timestamp, note: String? = nil
    ) throws(CassetteError) -> (
        writer: CassetteWriter, recorded: Cassette, notices: [Diagnostic]
    ) {
        var file = try AppendedFile(path)
        let header = CassetteHeader(task, recordedAt: now, note: note)
        var recorded = Cassette(header, questions: task.questions)
        var notices: [Diagnostic] = []
        if try file.size() > 0 {
            let scan = try scan(path, for: task)
            notices = scan.diagnostics
            if let offset = scan.tornOffset {
                try file.cut(to: offset)
            } else if !scan.endsInNewline {
                try file.append([UInt8(ascii: "\n")])
            }
            // Without a cassette even the header was cut off.
            if let cassette = scan.cassette { recorded = cassette }
        }
        if try file.size() == 0 { try file.append(header.json + [UInt8(ascii: "\n")]) }
        return (CassetteWriter(file, questions: task.questions), recorded, notices)
    }

    private static func scan(
        _ path: String, for task: ModelTask
    ) throws(CassetteError) -> CassetteScan {
        let scan: CassetteScan
        do { scan = try CassetteScan(path, for: task) } catch { throw .unreadable(error) }
        if scan.diagnostics.contains(where: { $0.severity == .error }) {
            throw .notContinuable(scan.diagnostics)
        }
        return scan
    }

    /// Appends the answers that one call gave to `input`.
    ///
    /// Answers that were never asked for, skipped or shed, are left out.
    package func record(
        _ answers: [Answer], to input: ContentHash, at now: Timestamp
    ) throws(CassetteError) {
        precondition(answers.count == questions.count, "one answer a question")
        guard let record = CassetteRecord(answers, input: input, recordedAt: now) else { return }
        writer.reset()
        record.write(to: &writer, questions: questions)
        try file.append(writer.bytes)
    }

    /// Waits until what was recorded is on disk.
    package func flush() throws(CassetteError) {
        try file.flush()
    }
}
