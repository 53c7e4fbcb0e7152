import Decisions

/// One answer as a row of the CSV export.
struct AnswerRow {
    var observation: EvidenceID
    var seq: Int64
    var feature: String
    var question: Question
    var caseID: String
    var time: Int64?
    var answer: VersionedAnswer
    var outcome: OptionValue?

    static let header =
        "observation_id,seq,feature,question,case_id,time,path,repeat,status,reason,value,"
        + "probability,rule,latency_ns,price_nanousd,inclusion_probability,recorded,version,outcome\n"

    var line: String {
        let reply = answer.answer
        let value = reply.code.map { question.options[$0].value.description }
        let probability = reply.code.flatMap { code in
            reply.probabilities.indices.contains(code) ? reply.probabilities[code] : nil
        }
        let columns: [String] = [
            observation.description, "\(seq)", feature, question.name, caseID,
            time.map { Timestamp(microseconds: $0).description } ?? "", reply.path,
            "\(reply.repeatIndex)", reply.status.name, reply.reason?.code.rawValue ?? "",
            value ?? "", probability.map { "\($0)" } ?? "", reply.rule ?? "",
            "\(reply.latency)", reply.price.map { "\($0.nanoUSD)" } ?? "",
            "\(reply.inclusionProbability)", "\(reply.isRecorded)", answer.version.description,
            outcome?.description ?? "",
        ]
        return columns.map(Self.quoted).joined(separator: ",") + "\n"
    }

    /// Quotes a text where CSV needs it (RFC 4180).
    ///
    /// A text that a spreadsheet would run as a formula gets an apostrophe before it.
    private static func quoted(_ text: String) -> String {
        let isFormula = text.utf8.first.map { "=+@\t\r".utf8.contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        guard safe.utf8.contains(where: { "\",\n\r".utf8.contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
