import Decisions
import ShadowEvaluation

/// The cases of a file, read one after the other without a log.
struct RecordedCases {
    let file: CaseFile
    private let reader: CaseReader
    private let fields: [FieldDefinition]
    /// Lines that hold a case, and lines that do not.
    private(set) var read = 0
    private(set) var leftOut = 0
    private var examples: [String] = []

    init(_ path: String?, of feature: Feature) throws {
        file = try CaseFile(path, in: feature, format: nil)
        reader = CaseReader(feature)
        fields = feature.fields
    }

    /// Calls `body` with each case and with the JSON from which it was read.
    ///
    /// Throws where the file has lines but no case.
    mutating func forEach(
        _ body: (Case, UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws {
        var feed = try CaseFeed(
            path: file.path, format: file.format, fields: fields, chunkSize: 1 << 20)
        while let batch = try feed.next() {
            for problem in batch.problems { leaveOut(problem.problem, line: problem.line) }
            try batch.bytes.withUnsafeBufferPointer { bytes in
                for line in batch.lines {
                    let json = UnsafeBufferPointer(rebasing: bytes[line.range])
                    let reading = reader.read(json, fallbackID: "\(file.hash):\(line.number)")
                    if let problem = reading.problems.first {
                        leaveOut(problem, line: line.number)
                    }
                    guard let entry = reading.case else { continue }
                    read += 1
                    try body(entry, json)
                }
            }
        }
        if read == 0 {
            throw CommandFailure(
                .badData,
                (["\(file.path): there is no case that can be read"] + examples)
                    .joined(separator: "\n"))
        }
    }

    /// Says on standard error what was left out.
    func noteProblems() {
        guard leftOut > 0 else { return }
        let lines = leftOut == 1 ? "a problem in 1 line" : "problems in \(leftOut) lines"
        Console.note(
            (["\(file.path): \(lines)"] + examples)
                .joined(separator: "\n"))
    }

    private mutating func leaveOut(_ problem: CaseProblem, line: Int) {
        leftOut += 1
        if examples.count < 5 { examples.append("  line \(line): \(problem)") }
    }
}
