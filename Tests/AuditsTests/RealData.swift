import Audits
import Decisions
import Evidence
import Foundation
import JSONCodec
import TestSupport
import Testing

/// Rows that somebody measured, as audits see them.
enum RealData {
    /// Returns the rows of a file of the shared folder.
    static func rows(_ file: String) throws -> [JSONObject] {
        let url = try #require(SharedFolder.url).appending(path: "data/\(file).jsonl")
        return try Data(contentsOf: url).split(separator: UInt8(ascii: "\n")).map {
            try #require(try JSONValue(parsing: Array($0)).object)
        }
    }

    /// Returns what `audit` finds of `log`, a case a row, beside the data sets.
    static func finding(
        _ audit: any Audit.Type, fields: [FieldDefinition] = [],
        sets: [DatasetRole: [JSONObject]] = [:], log: [LoggedObservation] = []
    ) throws -> AuditFinding {
        let scope = AuditScope(
            feature: "f", question: .predicate("q", instructions: ""), fields: fields,
            now: Timestamp(microseconds: 0))
        let datasets = sets.mapValues { rows in
            Dataset(files: [("rows.jsonl", rows.enumerated().map { DatasetRow(line: $0, $1) })])
        }
        var run = AuditRun(
            [audit], scopes: [scope], material: AuditMaterial(datasets: AuditDatasets(datasets)))
        for observation in log { run.append(observation) }
        return try #require(run.findings().first)
    }

    /// Returns a replayed case a row, each with its moment.
    static func log(
        _ rows: some Collection<JSONObject>, at moment: (Int, JSONObject) -> Timestamp
    ) -> [LoggedObservation] {
        rows.enumerated().map { number, row in
            let at = moment(number, row)
            return LoggedObservation(
                seq: Int64(number), id: EvidenceID(high: 0, low: UInt64(number)), question: "q",
                caseID: "\(number)", caseNumber: number, time: at, loggedAt: at,
                environment: .replay, input: JSONValue.object(row).json)
        }
    }

    /// Returns every second row, from the first or from the second on.
    static func half(_ rows: [JSONObject], _ first: Int) -> [JSONObject] {
        stride(from: first, to: rows.count, by: 2).map { rows[$0] }
    }
}
