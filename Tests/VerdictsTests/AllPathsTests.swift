import Decisions
import Evidence
import Statistics
import Testing

@testable import Verdicts

/// Several models and the heuristic on the same cases.
struct AllPathsTests {
    private static let names = ["heuristic", "small", "large"]

    /// A case of which each path gives an option, or was not asked.
    private static func row(
        _ number: Int, truth: Int? = 1, _ codes: [UInt16?], user: UInt64? = nil
    ) -> EvidenceRow {
        EvidenceRow(
            caseNumber: number, time: Int64(number), user: user, truth: truth,
            outcomeCount: truth == nil ? 0 : 1, isDisputed: false,
            answers: codes.map { code in
                var cell = AnswerCell.empty
                if let code {
                    cell.status = Answer.Status.answered.rawValue
                    cell.code = code
                }
                return cell
            })
    }

    private static func figures(_ rows: [EvidenceRow]) -> AllPaths? {
        var tally = AllPathsTally(Scene().input, paths: names)
        for row in rows { tally.append(row) }
        return tally.figures()
    }

    /// The rows by which of the paths are right, with the counts of the test's table.
    private static let table: [(right: [Bool], count: Int)] = [
        ([true, true, true], 30), ([true, true, false], 4), ([true, false, true], 9),
        ([false, true, true], 14), ([false, false, true], 11), ([false, false, false], 6),
    ]

    @Test func `they are those of the table of who is right`() throws {
        var rows: [EvidenceRow] = []
        for (right, count) in Self.table {
            for _ in 0..<count { rows.append(Self.row(rows.count, right.map { $0 ? 1 : 0 })) }
        }
        let figures = try #require(Self.figures(rows))
        #expect(figures.cases == 74)
        #expect(figures.paths.map(\.name) == Self.names)
        let right: [Double] = [43, 48, 64]
        #expect(figures.paths.map(\.accuracy.value) == right.map { $0 / 74 })
        // statsmodels.stats.contingency_tables.cochrans_q of the same table.
        let test = try #require(figures.equalAccuracy)
        #expect(abs(test.statistic - 19) < 1e-9 && abs(test.p - 7.485182988770057e-05) < 1e-9)
        // scipy.stats.binomtest less half the point's probability, then multipletests("holm").
        let expected = [0.30745625495910645, 0.000178428366780281, 0.0018210411071777357]
        for (pair, p) in zip(figures.pairs, expected) {
            #expect(abs(try #require(pair.p) - p) < 1e-9)
        }
        #expect(figures.pairs.count == expected.count)
        #expect(figures.pairs.map(\.onlyFirstRight) == [9, 4, 4])
        #expect(figures.pairs.map(\.onlySecondRight) == [14, 25, 20])
    }

    @Test func `only cases count that all were asked and whose outcome is known`() throws {
        let rows = [
            Self.row(0, [1, 0, 1]), Self.row(1, [1, nil, 1]), Self.row(2, truth: nil, [1, 0, 1]),
            Self.row(3, [1, 0, 0], user: 7), Self.row(4, [0, 0, 0], user: 7),
        ]
        #expect(try #require(Self.figures(rows)).cases == 2)
        #expect(Self.figures([rows[1]]) == nil)
    }

    @Test func `where no case tells them apart there is no test`() throws {
        let rows = [Self.row(0, [1, 1, 1]), Self.row(1, [0, 0, 0])]
        let figures = try #require(Self.figures(rows))
        #expect(figures.equalAccuracy == nil)
        #expect(figures.pairs.allSatisfy { $0.p == nil })
    }
}
