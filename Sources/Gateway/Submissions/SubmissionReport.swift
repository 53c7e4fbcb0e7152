import Evidence
import JSONCodec
import NIOHTTP1

/// What became of the objects of one request, by their places in it.
struct SubmissionReport: Sendable {
    enum End: Hashable, Sendable {
        case accepted(EvidenceID)
        case duplicate(EvidenceID)
        case rejected(String)
    }

    private var ends: [End?]

    init(count: Int) {
        ends = Array(repeating: nil, count: count)
    }

    mutating func set(_ end: End, at index: Int) { ends[index] = end }

    /// The reply: an error where nothing at all could be logged.
    func reply(ids name: String) -> WireReply {
        var (accepted, duplicates): (Int64, Int64) = (0, 0)
        var rejected: [JSONValue] = []
        var ids: [JSONValue] = []
        for (index, end) in ends.enumerated() {
            switch end {
            case .accepted(let id):
                accepted += 1
                ids.append(.string(id.description))
            case .duplicate(let id):
                duplicates += 1
                ids.append(.string(id.description))
            case .rejected(let reason):
                rejected.append(["index": .int(Int64(index)), "reason": .string(reason)])
                ids.append(.null)
            case nil: ids.append(.null)
            }
        }
        var body: JSONObject = [
            "accepted": .int(accepted), "duplicates": .int(duplicates),
            "rejected": .array(rejected),
        ]
        body[name] = .array(ids)
        guard accepted + duplicates == 0, let first = firstReason else {
            return WireReply(body: JSONValue.object(body).json)
        }
        body["error"] = WireProblem(.invalid, first).openAIError
        return WireReply(status: .badRequest, body: JSONValue.object(body).json)
    }

    private var firstReason: String? {
        ends.lazy.compactMap { if case .rejected(let reason)? = $0 { reason } else { nil } }.first
    }
}
