import Decisions
import Diagnostics
import Foundation
import JSONCodec
import Reports
import ShadowEvaluation

/// A look at a file of recorded cases: whether its lines are cases of the feature.
struct CaseFileCheck {
    /// No more of a file is looked at, so that the check of a huge one takes seconds.
    static let mostLines = 100_000
    private static let mostBytes = 64 << 20
    private static let mostExamples = 5

    /// What is wrong: the first lines one by one, the others counted.
    private(set) var diagnostics: [Diagnostic] = []
    /// What paths would be asked about, one a case.
    private(set) var inputs: [ContentHash] = []
    /// Whether all of the file was looked at.
    private(set) var isWhole = true

    private let name: String
    private let path: String
    private let fields: [String]
    private let reader: CaseReader
    private var lines = 0
    private var bytes = 0
    private var withOutcome = 0
    private var known: [String: ContentHash] = [:]
    private var problems: [CaseProblem.Kind: Int] = [:]
    private var undeclared: [String: Int] = [:]

    /// Looks at the file `name` of the feature's folder.
    init(_ name: String, of feature: Feature) {
        self.name = name
        path = feature.file(name)
        fields = feature.fields.map(\.name)
        reader = CaseReader(feature)
        do {
            try read(feature)
        } catch {
            diagnostics.append(Diagnostic(.error, "\(error)"))
        }
        countTheRest()
        warnOfMisspelledFields()
    }

    private mutating func read(_ feature: Feature) throws(FileError) {
        var feed = try CaseFeed(
            path: path, format: path.hasSuffix(".csv") ? .csv : .jsonl, fields: feature.fields,
            chunkSize: 1 << 19)
        while let batch = try feed.next() {
            guard lines < Self.mostLines, bytes < Self.mostBytes else {
                isWhole = false
                return
            }
            for problem in batch.problems { report(problem.problem, line: problem.line) }
            batch.bytes.withUnsafeBufferPointer { bytes in
                for line in batch.lines {
                    read(UnsafeBufferPointer(rebasing: bytes[line.range]), line: line.number)
                }
            }
            lines += batch.lines.count + batch.problems.count
            bytes += batch.bytes.count
        }
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) {
        let reading = reader.read(bytes, fallbackID: "line \(line)")
        if let name = reading.undeclaredName { countUndeclared(name) }
        for problem in reading.problems { report(problem, line: line) }
        guard let found = reading.case else { return }
        if let earlier = known[found.id] {
            guard earlier != found.input.hash else { return }
            let fact = "id `\(found.id.prefix(60))` has stood before with another input"
            report(CaseProblem(.duplicateID, fact), line: line)
            return
        }
        known[found.id] = found.input.hash
        inputs.append(found.input.hash)
        if !found.outcomes.isEmpty { withOutcome += 1 }
    }

    /// Counts a member that is no field, as long as it can be a misspelled one.
    private mutating func countUndeclared(_ name: String) {
        guard name.utf8.count <= 60, undeclared[name] != nil || undeclared.count < 1000 else {
            return
        }
        undeclared[name, default: 0] += 1
    }

    private mutating func report(_ problem: CaseProblem, line: Int) {
        problems[problem.kind, default: 0] += 1
        guard diagnostics.count < Self.mostExamples else { return }
        diagnostics.append(
            Diagnostic(file: path, at: SourcePosition(line: line, column: 1), problem.description))
    }

    private mutating func countTheRest() {
        // Rows that are no CSV are found before the lines of the others are read.
        diagnostics.sort { $0.position?.line ?? 0 < $1.position?.line ?? 0 }
        let all = problems.values.reduce(0, +)
        guard all > diagnostics.count else { return }
        let kinds = CaseProblem.Kind.allCases.compactMap { kind in
            problems[kind].map { "\(kind.rawValue) \(NumberText.count($0))" }
        }
        diagnostics.append(
            Diagnostic(
                file: path,
                "\(NumberText.counted(all, "fault")) in all: \(kinds.joined(separator: ", "))"))
    }

    /// An optional field under another name is silently none.
    private mutating func warnOfMisspelledFields() {
        let misspelled = undeclared.sorted { $0.key < $1.key }.lazy.compactMap { [fields] entry in
            didYouMean(entry.key, among: fields).map { (entry.key, entry.value, $0) }
        }
        for (name, count, hint) in misspelled.prefix(Self.mostExamples) {
            let fact = "`\(name)` in \(NumberText.counted(count, "line")) is no field"
            diagnostics.append(Diagnostic(.warning, file: path, fact, hint: hint))
        }
    }
}

extension CaseFileCheck: CustomStringConvertible {
    /// What was looked at, on one line.
    var description: String {
        let cases = NumberText.counted(inputs.count, "case")
        let outcomes = "\(NumberText.count(withOutcome)) with an outcome"
        let part =
            isWhole
            ? ""
            : "the first \(NumberText.counted(lines, "line")) of "
                + "\(NumberText.bytes(EvidenceFile.size(path))) looked at, "
        return "\(name): \(part)\(cases), \(outcomes)"
    }
}
