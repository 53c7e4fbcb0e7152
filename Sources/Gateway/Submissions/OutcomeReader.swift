import Decisions
import Evidence
import JSONCodec

/// Reads a truth as a caller sends it: the members of a recorded outcome, with `observation_id` or
/// `case_id`, and an `id` of the caller's.
struct OutcomeReader {
    private let feature: Feature
    private let reader: CaseReader

    private static let longestID = 200
    private static let longestText = 4096

    init(_ feature: Feature) {
        self.feature = feature
        reader = CaseReader(feature)
    }

    func read(_ json: JSONValue) throws(SubmissionProblem) -> OutcomeSubmission {
        let id = try text(json, "id", atMost: Self.longestID)
        let caseID = try caseID(json)
        for name in ["question", "source", "rater", "observed_at"] {
            _ = try text(json, name, atMost: Self.longestText)
        }
        guard (json["shown_output_of"]?.json.count ?? 0) <= Self.longestText else {
            throw SubmissionProblem("`shown_output_of` has more than \(Self.longestText) bytes")
        }
        if let earlier = try text(json, "supersedes", atMost: 36), EvidenceID(earlier) == nil {
            throw SubmissionProblem("`supersedes` is no outcome's id")
        }
        if let name = json["question"]?.string, feature.question(named: name) == nil {
            throw SubmissionProblem.unknownQuestion(name, feature)
        }
        var problems: [CaseProblem] = []
        let outcomes = reader.entry(json, caseID: caseID, problems: &problems)
        if let problem = problems.first { throw SubmissionProblem("\(problem)") }
        guard outcomes.count == 1, let outcome = outcomes.first else {
            throw SubmissionProblem("an outcome is the truth of one question; name it")
        }
        return OutcomeSubmission(clientID: id, outcome: outcome)
    }

    private func caseID(_ json: JSONValue) throws(SubmissionProblem) -> String {
        let observation = try text(json, "observation_id", atMost: 36)
        let caseID = try text(json, "case_id", atMost: CaseReader.maximumIDLength)
        switch (observation, caseID) {
        case (let text?, nil):
            guard let id = EvidenceID(text) else {
                throw SubmissionProblem("`observation_id` is no observation's id")
            }
            return id.description
        case (nil, let id?): return id
        default:
            throw SubmissionProblem("an outcome has `observation_id` or `case_id`, and not both")
        }
    }

    private func text(
        _ json: JSONValue, _ key: String, atMost most: Int
    ) throws(SubmissionProblem) -> String? {
        guard let value = json[key], !value.isNull else { return nil }
        guard let text = value.string, !text.isEmpty, text.utf8.count <= most else {
            throw SubmissionProblem("`\(key)` is no text of 1 to \(most) bytes")
        }
        return text
    }
}
