import CurlTransport
import Decisions
import JSONCodec

/// How one vendor's API puts a task to a model and what it replies.
protocol WireFormat: Sendable {
    var url: String { get }
    var headers: HTTPHeaders { get }
    /// What requests ask for beyond the least that every server of the kind knows.
    var extras: RequestExtras { get }

    /// Returns the request's body; `nil` where the case cannot be put in this format.
    func body(for input: CaseInput, extras: RequestExtras) -> [UInt8]?

    /// Returns what the body of a successful response says.
    func reply(from body: JSONValue) -> ModelReply
}

extension HTTPHeaders {
    /// The fields of every request to a model.
    static func model(authorizedBy key: String?) -> HTTPHeaders {
        var headers: HTTPHeaders = [
            "Content-Type": "application/json", "Accept": "application/json",
            "User-Agent": "assay",
        ]
        if let key { headers.add("Authorization", "Bearer \(key)") }
        return headers
    }
}

extension ModelTask {
    /// Returns the same failure for every question.
    func failures(_ code: AnswerReason.Code, _ detail: String) -> [QuestionReply] {
        questions.failures(code, detail)
    }
}

extension [Question] {
    /// Returns the same failure for every question.
    func failures(_ code: AnswerReason.Code, _ detail: String) -> [QuestionReply] {
        map { _ in .failed(code, detail) }
    }
}
