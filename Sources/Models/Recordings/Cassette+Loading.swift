package import Diagnostics
package import JSONCodec

extension Cassette {
    /// Reads the recording of `task` from `file`; `nil` where an error leaves none to answer from.
    ///
    /// A recording of another prompt, model or API is stale, which is an error. A last line that a
    /// crash cut off is passed over with a warning.
    package static func load(
        _ file: String, for task: ModelTask
    ) throws(FileError) -> (cassette: Cassette?, diagnostics: [Diagnostic]) {
        let scan = try CassetteScan(file, for: task)
        return (scan.cassette, scan.diagnostics)
    }

    /// Reads the first `mostLines` lines of a recording as `load` does, and says whether it has no
    /// more.
    package static func look(
        at file: String, for task: ModelTask, mostLines: Int
    ) throws(FileError) -> (cassette: Cassette?, isWhole: Bool, diagnostics: [Diagnostic]) {
        let scan = try CassetteScan(file, for: task, mostLines: mostLines)
        return (scan.cassette, scan.isWhole, scan.diagnostics)
    }
}

/// One pass over a cassette's lines.
struct CassetteScan {
    private static let mostErrors = 20

    /// What could be read; `nil` where an error leaves nothing to answer from.
    private(set) var cassette: Cassette?
    private(set) var diagnostics: [Diagnostic] = []
    /// Where a line begins that a crash cut off.
    private(set) var tornOffset: Int?
    /// Whether another line can follow what is there as it is.
    private(set) var endsInNewline: Bool

    /// Whether there are no more lines than were to be read.
    private(set) var isWhole = true

    private let file: String
    private let task: ModelTask
    private var errorCount = 0
    private var lastLine = 0
    private var hasSeenHeader = false
    private var isStale = false
    /// The last line's fault, and where the line begins if a cut would explain it.
    private var lastFault: (diagnostic: Diagnostic, cutOffset: Int?)?

    init(_ file: String, for task: ModelTask, mostLines: Int = .max) throws(FileError) {
        self.file = file
        self.task = task
        endsInNewline = try TextFileEnd.endsInNewline(file)
        var lines = try JSONLinesFile(path: file)
        var room = mostLines
        while errorCount < Self.mostErrors, let batch = try lines.nextBatch() {
            isWhole = batch.lines.count <= room
            for line in batch.tooLong {
                reportFault()
                lastLine = max(lastLine, line.number)
                report(line.number, "\(line)")
            }
            for line in batch.lines.prefix(room) { read(line, in: batch) }
            room -= batch.lines.count
            if !isWhole { break }
        }
        finish()
    }

    private mutating func read(_ line: JSONLinesBatch.Line, in batch: JSONLinesBatch) {
        reportFault()
        lastLine = line.number
        do {
            try read(batch.bytes[line.range])
        } catch {
            let before = String(
                decoding: batch.bytes[line.range].prefix(error.offset), as: UTF8.self)
            let position = SourcePosition(
                line: line.number, column: before.unicodeScalars.count + 1)
            lastFault = (
                Diagnostic(file: file, at: position, error.fact, hint: error.hint),
                error.isSyntax ? line.offset : nil
            )
        }
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>) throws(CassetteLineError) {
        let isHeader = !hasSeenHeader
        hasSeenHeader = true
        let json: JSONValue
        do {
            json = try JSONValue(parsing: Array(bytes))
        } catch {
            throw CassetteLineError(error)
        }
        if isHeader {
            cassette = Cassette(try CassetteHeader(json), questions: task.questions)
            checkStaleness()
            return
        }
        // The lines of a stale recording belong to other questions.
        guard !isStale, cassette != nil else { return }
        cassette?.insert(try CassetteRecord(json, questions: task.questions))
    }

    private mutating func checkStaleness() {
        let findings = cassette?.header.staleness(for: task, file: file) ?? []
        isStale = !findings.isEmpty
        diagnostics += findings
        errorCount += findings.count
    }

    /// Reports the fault of a line that another line follows.
    private mutating func reportFault() {
        guard let fault = lastFault else { return }
        lastFault = nil
        errorCount += 1
        if errorCount <= Self.mostErrors { diagnostics.append(fault.diagnostic) }
    }

    private mutating func report(_ line: Int, _ fact: String) {
        errorCount += 1
        diagnostics.append(
            Diagnostic(file: file, at: SourcePosition(line: line, column: 1), fact))
    }

    private mutating func finish() {
        if let offset = lastFault?.cutOffset, !endsInNewline, isWhole {
            tornOffset = offset
            lastFault = nil
            diagnostics.append(
                Diagnostic(
                    .warning, file: file, at: SourcePosition(line: lastLine, column: 1),
                    "the last line was cut off", hint: "its answer is asked for again"))
        }
        reportFault()
        if cassette == nil, errorCount == 0, tornOffset == nil {
            report(1, "the recording is empty")
        }
        if errorCount > 0 { cassette = nil }
    }
}
