import Decisions
import TestSupport

@testable import Evidence

/// Records of random content, for what must hold of all of them.
enum RandomRecords {
    static func feature(_ random: inout SeededGenerator) -> SpooledFeature {
        SpooledFeature(
            name: text(&random),
            questions: (0..<Int.random(in: 1...3, using: &random)).map { _ in
                Question(
                    name: text(&random), kind: .choice, instructions: "",
                    options: (0..<Int.random(in: 2...5, using: &random)).map { _ in
                        Question.Option(
                            .random(using: &random) ? .text(text(&random)) : .flag(true))
                    })
            },
            countingRule: .majority, number: .random(in: 0...300, using: &random))
    }

    static func request(
        _ feature: SpooledFeature, _ random: inout SeededGenerator
    ) -> SpooledRequest {
        SpooledRequest(
            id: id(&random), feature: feature, caseID: optional(&random, text),
            time: optional(&random, time), user: optional(&random, text),
            groups: [text(&random): text(&random)], slices: [text(&random): text(&random)],
            input: Array(text(&random).utf8), loggedAt: time(&random),
            versions: VersionSet(feature: hash(&random), model: optional(&random, hash)),
            marks: LiveMarks(
                holdoutProbability: .random(in: 0...1, using: &random),
                isHidden: .random(using: &random), isRetry: .random(using: &random)),
            decisions: feature.questions.indices.map { decision($0, &random) })
    }

    private static func decision(
        _ question: Int, _ random: inout SeededGenerator
    ) -> SpooledDecision {
        SpooledDecision(
            observationID: id(&random), question: question,
            answers: (0..<Int.random(in: 0...3, using: &random)).map { _ in answer(&random) },
            pending: optional(&random) { random in
                PendingAnswer(
                    path: text(&random), version: hash(&random),
                    inclusionProbability: .random(in: 0...1, using: &random))
            }.map { [$0] } ?? [],
            inCharge: optional(&random, text),
            inChargeProbability: .random(in: 0...1, using: &random),
            shown: optional(&random) { .random(in: 0...9, using: &$0) },
            shownFrom: optional(&random, text), needsReview: .random(using: &random))
    }

    private static func answer(_ random: inout SeededGenerator) -> VersionedAnswer {
        VersionedAnswer(
            Answer(
                path: text(&random), repeatIndex: .random(in: 0...5, using: &random),
                status: Answer.Status.allCases.randomElement(using: &random) ?? .failed,
                reason: optional(&random) { random in
                    AnswerReason(
                        AnswerReason.Code.allCases.randomElement(using: &random) ?? .timeout,
                        detail: optional(&random, text))
                },
                code: optional(&random) { .random(in: 0...400, using: &$0) },
                probabilities: [.random(in: 0...1, using: &random)],
                rule: optional(&random, text), latency: .random(in: .min ... .max, using: &random),
                price: optional(&random) {
                    Money(nanoUSD: .random(in: .min ... .max, using: &$0))
                },
                tokens: optional(&random) { random in
                    TokenUsage(
                        input: .random(in: 0 ... .max, using: &random),
                        output: .random(in: 0...9, using: &random))
                },
                model: optional(&random, text), isRecorded: .random(using: &random),
                inclusionProbability: .random(in: 0...1, using: &random)),
            version: hash(&random))
    }

    private static func optional<Value>(
        _ random: inout SeededGenerator, _ make: (inout SeededGenerator) -> Value
    ) -> Value? {
        .random(using: &random) ? make(&random) : nil
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        let scalars = (0..<Int.random(in: 0...40, using: &random)).compactMap { _ in
            Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func time(_ random: inout SeededGenerator) -> Timestamp {
        Timestamp(microseconds: .random(in: .min ... .max, using: &random))
    }

    private static func id(_ random: inout SeededGenerator) -> EvidenceID {
        EvidenceID(high: random.next(), low: random.next())
    }

    private static func hash(_ random: inout SeededGenerator) -> ContentHash {
        ContentHash(high: random.next(), low: random.next())
    }
}
