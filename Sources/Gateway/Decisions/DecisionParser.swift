import Decisions
import JSONCodec

/// Reads a request for decisions in either dialect, in one pass over its body.
enum DecisionParser {
    /// Reads `body`, which came on the path of `dialect`.
    ///
    /// A body that is plainly of the other dialect is read as that: some servers take System One's
    /// bodies on Decisions' path.
    static func read(
        _ body: UnsafeBufferPointer<UInt8>, as dialect: Dialect
    ) -> Result<DecisionRequest, DecisionProblem> {
        var members = Members()
        do {
            var scanner = JSONScanner(body)
            guard try scanner.peekKind() == .object else {
                throw WireProblem(.notJSON, "the body is no JSON object")
            }
            try members.read(&scanner)
            try scanner.finish()
            return .success(try members.request(body, path: dialect))
        } catch {
            return .failure(
                DecisionProblem(
                    dialect: members.dialect ?? dialect, model: members.model,
                    problem: WireProblem(describing: error)))
        }
    }
}

/// Why a request could not be read, with as much of it as could.
struct DecisionProblem: Error {
    var dialect: Dialect
    var model: String?
    var problem: WireProblem
}

extension WireProblem {
    init(describing error: any Error) {
        switch error {
        case let problem as WireProblem: self = problem
        case let error as JSONError:
            self.init(.notJSON, "the body is not JSON: \(error) at byte \(error.offset)")
        default: self.init(.invalid, "the body cannot be read")
        }
    }
}

/// What stands at the top of a request, before it is known to be whole.
private struct Members {
    var model: String?
    var input: Subject?
    var state: Subject?
    var questions: Range<Int>?
    var questionsKind = JSONKind.null
    var extensions: Range<Int>?
    var user: String?

    /// The dialect that the body is plainly of.
    var dialect: Dialect? {
        if input != nil, state == nil, questionsKind == .array { return .decisions }
        if state != nil, input == nil, questionsKind == .object { return .systemOne }
        return nil
    }

    mutating func read(_ scanner: inout JSONScanner) throws {
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
            if scanner.equals(key, "model") {
                guard try scanner.peekKind() == .string else {
                    throw WireProblem(.invalid, "`model` is no text", at: [.member("model")])
                }
                model = scanner.string(try scanner.readString())
            } else if scanner.equals(key, "input") {
                input = try Subject.messages(&scanner, at: "input")
            } else if scanner.equals(key, "state") {
                state = try Subject.state(&scanner)
            } else if scanner.equals(key, "questions") {
                questionsKind = try scanner.peekKind()
                questions = try scanner.readRawValue()
            } else if scanner.equals(key, "x_assay") {
                extensions = try scanner.readRawValue()
            } else if scanner.equals(key, "safety_identifier"),
                try scanner.peekKind() == .string
            {
                user = scanner.string(try scanner.readString())
            } else {
                try scanner.skipValue()
            }
        }
    }

    func request(
        _ body: UnsafeBufferPointer<UInt8>, path: Dialect
    ) throws -> DecisionRequest {
        let dialect = dialect ?? path
        let subjectName = dialect == .decisions ? "input" : "state"
        guard let model else { throw Self.missing("model") }
        guard let subject = dialect == .decisions ? input : state else {
            throw Self.missing(subjectName)
        }
        guard let questions else { throw Self.missing("questions") }
        var scanner = JSONScanner(UnsafeBufferPointer(rebasing: body[questions]))
        let asked =
            switch dialect {
            case .decisions: try QuestionList.read(&scanner)
            case .systemOne: try QuestionMap.read(&scanner)
            }
        return DecisionRequest(
            dialect: dialect, model: model, questions: asked, subject: subject,
            user: user, extensions: extensions)
    }

    private static func missing(_ name: String) -> WireProblem {
        WireProblem(.missing, "`\(name)` is missing", at: [.member(name)])
    }
}
