import Decisions

/// One answer as a row of the CSV export.
struct AnswerRow {
    var observation: EvidenceID
    var seq: Int64
    var feature: String
    var question: String
    var caseID: String
    var time: Int64?
    var answer: LoggedAnswer
    var outcome: OptionValue?

    static let header =
        "observation_id,seq,feature,question,case_id,time,path,repeat,status,reason,value,"
        + "probability,rule,latency_ns,price_nanousd,inclusion_probability,recorded,version,outcome\n"

    var line: String {
        let columns: [String] = [
            observation.description, "\(seq)", feature, question, caseID,
            time.map { Timestamp(microseconds: $0).description } ?? "", answer.path,
            "\(answer.repeatIndex)", answer.status.name, answer.reason?.rawValue ?? "",
            answer.value?.description ?? "", answer.probability.map { "\($0)" } ?? "",
            answer.rule ?? "", "\(answer.latency)", answer.price.map { "\($0)" } ?? "",
            "\(answer.inclusionProbability)", "\(answer.isRecorded)",
            answer.version.description, outcome?.description ?? "",
        ]
        return columns.map(Self.quoted).joined(separator: ",") + "\n"
    }

    /// Quotes a text where CSV needs it (RFC 4180).
    ///
    /// A text that a spreadsheet would run as a formula gets an apostrophe before it; a number
    /// with a sign is none.
    private static func quoted(_ text: String) -> String {
        guard let first = text.utf8.first else { return text }
        let isFormula =
            "=@\t\r".utf8.contains(first)
            || "+-".utf8.contains(first) && Double(text) == nil
        let safe = isFormula ? "'" + text : text
        guard safe.utf8.contains(where: { "\",\n\r".utf8.contains($0) }) else { return safe }
        // By bytes: a quote with a combining mark after it is another character to Swift.
        var quoted: [UInt8] = [UInt8(ascii: "\"")]
        for byte in safe.utf8 {
            if byte == UInt8(ascii: "\"") { quoted.append(byte) }
            quoted.append(byte)
        }
        quoted.append(UInt8(ascii: "\""))
        return String(decoding: quoted, as: UTF8.self)
    }
}
