import Decisions
import Evidence
import Foundation
import GRDB
import Testing

/// A log of the first version gets the tokens of its answers when it is opened.
struct TokenBackfillTests {
    private let log: TemporaryLog
    private let tokens = TokenUsage(input: 900, cachedInput: 100, output: 7)

    init() throws {
        log = try TemporaryLog()
    }

    private func answer(price: Money?, tokens: TokenUsage?, latency: Int64) -> VersionedAnswer {
        VersionedAnswer(
            Answer(
                path: "model", status: .answered, code: 0, latency: latency, price: price,
                tokens: tokens), version: PathVersion.model.version)
    }

    @Test func `answers without a price get their tokens, the others stay`() async throws {
        let store = try log.open()
        let scribe = try await Scribe(store)
        let lines = (0..<5).map { Line(id: "c\($0)", line: $0 + 1) }
        _ = try await scribe.register(lines)
        let answers = [
            answer(price: nil, tokens: tokens, latency: 1),
            answer(price: nil, tokens: nil, latency: 2),
            answer(price: Money(nanoUSD: 3), tokens: tokens, latency: 3),
            answer(price: nil, tokens: tokens, latency: 4),
        ]
        var observations = zip(lines, answers).enumerated().map { number, entry in
            scribe.observation(entry.0, number, [entry.1])
        }
        // A later answer to the fourth, of which nobody knows the tokens.
        observations.append(
            scribe.observation(lines[3], 3, [answer(price: nil, tokens: nil, latency: 5)]))
        try await store.append(observations, of: scribe.feature)
        let before = try await scribe.rows([.model]).map { $0.answers[0] }
        try store.close()
        try makeOld()
        let again = try await Scribe(log.open())
        let cells = try await again.rows([.model]).map { $0.answers[0] }
        #expect(cells.map(\.tokens) == [tokens, nil, nil, nil, nil])
        #expect(cells == before)
        try await again.store.rebuildRollUps(of: again.feature)
        #expect(try await again.rows([.model]).map { $0.answers[0] } == before)
    }

    /// Takes away what the first version of the log did not have.
    private func makeOld() throws {
        let database = try DatabaseQueue(path: log.path)
        try database.write { database in
            try database.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '2'")
            for row in try Row.fetchAll(database, sql: "SELECT rowid, cells FROM answer_block") {
                var cells = [UInt8](row["cells"] as Data)
                for cell in stride(from: 0, to: cells.count, by: AnswerCell.size)
                where cells[cell + 15] >= 0x80 {
                    cells.replaceSubrange(cell + 8..<cell + 16, with: [0, 0, 0, 0, 0, 0, 0, 0x80])
                }
                try database.execute(
                    sql: "UPDATE answer_block SET cells = ? WHERE rowid = ?",
                    arguments: [Data(cells), row["rowid"] as Int64])
            }
        }
        try database.close()
    }
}
