import Decisions
import Evidence
import Foundation
import GRDB
import TestSupport
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

    @Test func `cases are known again without their index and blocks`() async throws {
        let store = try log.open()
        let scribe = try await Scribe(store)
        let lines = (0..<300).map {
            Line(
                id: "c\($0)", line: $0 + 1, user: "u\($0 % 9)",
                time: Timestamp(microseconds: Int64($0)))
        }
        try await scribe.replay(lines)
        var later = scribe
        later.source.signature = "2"
        var changed = lines[7]
        changed.input = #"{"text":"thanks"}"#
        try await later.replay([changed])
        _ = try await scribe.record(.of("c7", "other"), .of("z", "other"))
        let rows = try await scribe.rows()
        #expect(rows.count == 300)
        let other = try DatabaseQueue(path: log.path)
        try await other.write { database in
            for table in [
                "case_block", "answer_block", "outcome_block", "case_entry", "new_case_entry",
                "case_outcome", "waiting_outcome",
            ] {
                try database.execute(sql: "DELETE FROM \(table)")
            }
            try database.execute(sql: "UPDATE feature SET cases = 0")
        }
        try await store.rebuildRollUps(of: scribe.feature)
        let again = try await scribe.rows()
        #expect(again.map(\.caseNumber) == rows.map(\.caseNumber))
        #expect(again.map(\.time) == rows.map(\.time))
        #expect(again.map(\.user) == rows.map(\.user))
        #expect(again.map(\.truth) == rows.map(\.truth))
        #expect(try await store.summary(of: scribe.feature).waitingOutcomes == 1)
        var unchanged = lines
        unchanged[7] = changed
        #expect(try await scribe.replay(unchanged) == 0)
    }

    @Test func `a logged outcome stays as it is when its case comes and changes`() async throws {
        let scribe = try await Scribe(log.open())
        func logged() throws -> [Row] {
            try DatabaseQueue(path: log.path).read {
                try Row.fetchAll($0, sql: "SELECT * FROM outcome")
            }
        }
        _ = try await scribe.record(.of("a", "other"))
        let before = try logged()
        try await scribe.replay([Line(id: "a")])
        var later = scribe
        later.source.signature = "2"
        try await later.replay([Line(id: "a", input: "{}")])
        #expect(try await scribe.rows().map(\.truth) == [2])
        #expect(try logged() == before)
    }

    private static func write(
        _ count: Int, to scribe: Scribe, _ round: Int, _ random: inout SeededGenerator
    ) async throws {
        var scribe = scribe
        scribe.source.signature = "\(round)"
        let lines = (0..<count).map { line in
            Line(
                id: "c\(Int.random(in: 0..<3, using: &random) * 1000 + line)",
                input: "{\"n\":\(Int.random(in: 0..<2, using: &random))}", line: line + 1,
                user: line % 3 == 0 ? nil : "u\(line % 7)",
                time: line % 5 == 0 ? nil : Timestamp(microseconds: Int64(line)))
        }
        // Some outcomes come before their cases, and some of these never come.
        for _ in 0..<40 {
            let id =
                "c\(Int.random(in: 0..<4, using: &random) * 1000 + .random(in: 0..<400, using: &random))"
            var outcome = Outcome.of(id, "")
            outcome.value = scribe.feature.questions[0].options[0].value
            outcome.observedAt = Timestamp(microseconds: .random(in: 0..<3, using: &random))
            _ = try await scribe.record(outcome)
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
                outcomes.append(
                    RegisteredOutcome(
                        outcome, caseNumber: ticket.caseNumber, receivedAt: scribe.now))
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
        answer.tokens =
            [
                TokenUsage(input: 7, cachedInput: 3, output: 1),
                TokenUsage(input: -1, output: .max), nil,
            ].randomElement(using: &random) ?? nil
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
                    UNION ALL
                    SELECT 'cases ' || feature_id || ' ' || block, cells FROM case_block
                    UNION ALL
                    SELECT 'joined ' || case_number || ' ' || question_id || ' ' || seq, x''
                    FROM case_outcome
                    UNION ALL
                    SELECT 'waiting ' || case_id || ' ' || question_id || ' ' || seq, x''
                    FROM waiting_outcome
                    UNION ALL
                    SELECT 'entry ' || feature_id || ' ' || case_id || ' ' || case_number
                        || ' ' || input_hash, x''
                    FROM (SELECT * FROM case_entry UNION SELECT * FROM new_case_entry)
                    """)
        }
        for row in rows { blocks[row["key"]] = row["cells"] }
        return blocks
    }
}
