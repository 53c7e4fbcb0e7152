import Decisions
import Evidence
import Foundation
import GRDB
import Testing

/// Roll-ups are what the log says, however it came to be.
struct RebuildTests {
    private let log: TemporaryLog

    init() throws {
        log = try TemporaryLog()
    }

    @Test(arguments: 1...6)
    func `rebuilding gives the same blocks, byte for byte`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let store = try log.open()
        let rule = CountingRule.allCases[Int(seed) % CountingRule.allCases.count]
        var questions = [Question.team, .urgent]
        for round in 0..<4 {
            let scribe = try await Scribe(store, questions: questions, rule: rule)
            try await Self.write(400, to: scribe, round, &random)
            // Options come, go and change places between runs.
            questions[0].options.shuffle(using: &random)
            if round == 1 { questions[0].options.removeLast() }
            if round == 2 { questions[0].options.append(.init(.text("sales \(seed)"))) }
        }
        let scribe = try await Scribe(store, questions: questions, rule: rule)
        let before = try blocks()
        let identities = try await store.identities(of: .model, in: scribe.feature)
        #expect(identities.count == 2)
        #expect(before.count > 20)
        try await store.rebuildRollUps(of: scribe.feature)
        let after = try blocks()
        #expect(before.keys == after.keys)
        for (key, cells) in before { #expect(after[key] == cells, "\(key)") }
        #expect(try await store.identities(of: .model, in: scribe.feature) == identities)
        let kept = try await store.summary(of: scribe.feature)
        #expect(kept.observations == 1600 * 2)
    }

    private static func write(
        _ count: Int, to scribe: Scribe, _ round: Int, _ random: inout SeededGenerator
    ) async throws {
        var scribe = scribe
        scribe.source.signature = "\(round)"
        let lines = (0..<count).map { line in
            Line(
                id: "c\(Int.random(in: 0..<3, using: &random) * 1000 + line)",
                input: "{\"n\":\(Int.random(in: 0..<2, using: &random))}", line: line + 1)
        }
        let tickets = try await scribe.register(lines)
        var observations: [Observation] = []
        var outcomes: [RegisteredOutcome] = []
        for (line, ticket) in zip(lines, tickets) {
            for (index, question) in scribe.feature.questions.enumerated() {
                let answers = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    Self.answer(question, &random)
                }
                observations.append(
                    scribe.observation(line, ticket.caseNumber, question: question.name, answers))
                guard index == 0, Bool.random(using: &random) else { continue }
                var outcome = Outcome.of(
                    line.id, "", Outcome.Source.allCases.randomElement(using: &random) ?? .human,
                    rater: ["r", "s", nil].randomElement(using: &random) ?? nil,
                    observedAt: Int64.random(in: 0..<3, using: &random))
                outcome.value = question.options.randomElement(using: &random)?.value ?? .text("")
                // Some come before their cases.
                let number = Int.random(in: 0..<4, using: &random) == 0 ? nil : ticket.caseNumber
                outcomes.append(
                    RegisteredOutcome(outcome, caseNumber: number, receivedAt: scribe.now))
            }
        }
        try await scribe.store.append(observations, outcomes: outcomes, of: scribe.feature)
    }

    private static func answer(
        _ question: Question, _ random: inout SeededGenerator
    ) -> VersionedAnswer {
        let path = [PathVersion.rules1, .rules2, .model].randomElement(using: &random) ?? .model
        let status = Answer.Status.allCases.randomElement(using: &random) ?? .failed
        var answer = Answer(path: path.path, status: status)
        answer.repeatIndex = Int.random(in: 0..<2, using: &random)
        // Out of range now and then, as a faulty path would have it.
        answer.code = Int.random(in: -1...question.options.count, using: &random)
        answer.probabilities = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            [0.1, 1.0 / 3, .nan, .infinity, 1e-300].randomElement(using: &random) ?? 0
        }
        answer.reason = AnswerReason.Code.allCases.randomElement(using: &random)
            .map { AnswerReason($0) }
        answer.rule = ["a", "b\0c", "b", nil].randomElement(using: &random) ?? nil
        answer.latency = .random(in: 0 ... .max, using: &random)
        answer.price = Bool.random(using: &random) ? Money(nanoUSD: .max) : nil
        answer.inclusionProbability = [1, 0.1, .nan].randomElement(using: &random) ?? 1
        answer.isRecorded = Bool.random(using: &random)
        answer.model = ["gpt", "gpt-2", nil].randomElement(using: &random) ?? nil
        return VersionedAnswer(answer, version: path.version)
    }

    private func blocks() throws -> [String: Data] {
        var blocks: [String: Data] = [:]
        let rows = try DatabaseQueue(path: log.path).read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT 'answers ' || question_id || ' ' || version_id || ' ' || repeat || ' '
                        || block AS key, cells FROM answer_block
                    UNION ALL
                    SELECT 'outcomes ' || question_id || ' ' || block, cells FROM outcome_block
                    """)
        }
        for row in rows { blocks[row["key"]] = row["cells"] }
        return blocks
    }
}
