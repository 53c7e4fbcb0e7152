import Foundation
import Testing

/// An exported observation, as far as these tests read it.
struct ExportedObservation: Decodable {
    struct Answer: Decodable, Equatable {
        var path: String
        var `repeat`: Int
        var status: String
        var reason: String?
        var value: String?
        var latency_ns: Int64
        var price_nanousd: Int64?
        var model: String?
        var recorded: Bool?
    }

    struct Outcome: Decodable {
        var value: String?
        var source: String
        var rater: String?
        var shown_output_of: [String]?
        var label_probability: Double?
    }

    var observation_id: String
    var seq: Int64
    var case_id: String
    var answers: [Answer]
    var outcome: Outcome?
}

/// One exported answer with its case.
struct ExportedAnswer: Equatable {
    var caseID: String
    var answer: ExportedObservation.Answer
}

extension Workspace {
    /// What the log holds, by way of `assay evidence export`.
    func export(
        _ feature: String = Parcels.folder, evidence: String = "assay.sqlite"
    ) async throws -> [ExportedObservation] {
        let run = try await assay("evidence", "export", feature, "--evidence", evidence)
        try #require(run.exitCode == 0, "\(run.errors)")
        return try Self.observations(run.text)
    }

    static func observations(_ text: String) throws -> [ExportedObservation] {
        try text.split(separator: "\n").map {
            try JSONDecoder().decode(ExportedObservation.self, from: Data($0.utf8))
        }
    }
}

extension [ExportedObservation] {
    /// The answers of a path, in the order of the log.
    func answers(of path: String) -> [ExportedAnswer] {
        flatMap { observation in
            observation.answers.filter { $0.path == path }
                .map { ExportedAnswer(caseID: observation.case_id, answer: $0) }
        }
    }

    /// The reasons of a path's failures, by case.
    func failures(of path: String) -> [String: String] {
        Dictionary(
            answers(of: path).compactMap { entry in
                entry.answer.reason.map { (entry.caseID, $0) }
            }, uniquingKeysWith: { $0 + ", " + $1 })
    }
}

/// A replay's summary in JSON, as far as these tests read it.
struct ReplayReport: Decodable {
    struct Path: Decodable {
        var answered: Int
        var abstained: Int
        var failed: Int
        var unpriced: Int
        var recorded: Int
        var spent_nanousd: Int64
        var failures: [String: Int]
    }

    var read: Int
    var answered: Int
    var already_answered: Int
    var duplicates: Int
    var observations: Int
    var left_out: [String: Int]
    var paths: [String: Path]
    var stopped: String?
}

extension ChildOutcome {
    /// The report that `--json` printed before the program ended with `status`.
    func report(exit status: Int32 = 0) throws -> ReplayReport {
        try #require(exitCode == status, "exit \(exitCode ?? -1): \(errors)")
        return try JSONDecoder().decode(ReplayReport.self, from: output)
    }
}
