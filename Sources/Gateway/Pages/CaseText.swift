import Decisions
import Evidence
import JSONCodec
import Reports

/// A logged case as people read it; long texts are cut, so that a page stays one.
struct CaseText {
    private let feature: Feature
    private let longest: Int

    /// Shows at most `longest` characters of a field.
    init(_ feature: Feature, longest: Int = 400) {
        self.feature = feature
        self.longest = longest
    }

    /// What is asked; of several questions each has its name beside it, by which verdicts go.
    func asked(_ question: Question) -> String {
        feature.questions.count == 1
            ? question.instructions : "\(question.name): \(question.instructions)"
    }

    func disagreement(_ observation: LiveObservation) -> Disagreement {
        Disagreement(
            caseID: observation.caseID,
            question: feature.questions[observation.question].name, time: observation.loggedAt,
            fields: fields(observation),
            sides: observation.answers.filter { $0.repeatIndex == 0 }.map {
                Disagreement.Side(
                    path: $0.path, value: $0.value?.description ?? $0.status.name,
                    because: $0.rule.map { "rule \($0)" } ?? $0.reason?.rawValue)
            }, outcome: observation.truth?.description,
            outcomeSource: observation.truthSource)
    }

    func fields(_ observation: LiveObservation) -> [(name: String, value: String)] {
        guard let input = try? JSONValue(parsing: observation.input) else { return [] }
        return (input.object?.members ?? []).map { member in
            let text = member.value.string ?? String(decoding: member.value.json, as: UTF8.self)
            return (member.key, text.count > longest ? text.prefix(longest) + " …" : text)
        }
    }
}
