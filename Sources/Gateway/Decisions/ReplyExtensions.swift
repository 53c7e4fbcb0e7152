import Decisions
import Evidence
import JSONCodec
import ShadowEvaluation

/// What a reply says beyond its dialect, as `x_assay`.
enum ReplyExtensions {
    /// Writes what is said of the whole request, and of every answer where no other place has it.
    static func write(
        _ decision: LiveDecision, of feature: ServedFeature, includingAnswers: Bool = false,
        to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.key("feature")
        writer.string(feature.feature.name)
        writer.key("case_id")
        writer.string(decision.caseID)
        writer.key("in_charge")
        writer.string(decision.inCharge)
        if decision.isHidden {
            writer.key("hide")
            writer.bool(true)
        }
        if decision.logging != .written {
            writer.key("logged")
            writer.bool(false)
        }
        if includingAnswers {
            writer.key("answers")
            writer.beginObject()
            for answer in decision.answers {
                writer.key(feature.feature.questions[answer.question].name)
                write(answer, of: feature, to: &writer)
            }
            writer.endObject()
        }
        writer.endObject()
    }

    /// Writes what is said of one answer.
    static func write(
        _ answer: LiveAnswer, of feature: ServedFeature, to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.key("source")
        writer.string(answer.source.name)
        if let rule = answer.rule {
            writer.key("rule")
            writer.string(rule)
            if let text = feature.explanation(of: rule, question: answer.question) {
                writer.key("explanation")
                writer.string(text)
            }
        }
        if answer.needsReview {
            writer.key("review")
            writer.bool(true)
        }
        if answer.probabilities.isEmpty {
            writer.key("uncalibrated")
            writer.bool(true)
        }
        writer.key("observation_id")
        writer.string(answer.observationID.description)
        writer.endObject()
    }
}
