import Reports
import Testing

struct TableTextTests {
    private static let table: TableText = {
        var table = TableText(["", "heuristic", "model"])
        table.append(["right, of all", "70.1% (68.7% to 71.5%)", "94.7% (94.0% to 95.4%)"])
        table.append(["cost in all", "$0", "$7.60"])
        return table
    }()

    @Test func `a table that fits has a line a row`() {
        #expect(
            Self.table.lines(width: 61) == [
                "                            heuristic                   model",
                "right, of all  70.1% (68.7% to 71.5%)  94.7% (94.0% to 95.4%)",
                "cost in all                        $0                   $7.60",
            ])
    }

    @Test func `cells are broken between words where there is less room`() {
        #expect(
            Self.table.lines(width: 44) == [
                "                  heuristic         model",
                "right, of all  70.1% (68.7%  94.7% (94.0%",
                "                  to 71.5%)     to 95.4%)",
                "cost in all              $0         $7.60",
            ])
        #expect(
            Self.table.lines(width: 50) == [
                "                      heuristic             model",
                "right, of all             70.1%             94.7%",
                "               (68.7% to 71.5%)  (94.0% to 95.4%)",
                "cost in all                  $0             $7.60",
            ])
    }

    @Test func `columns without room follow in another block`() throws {
        let lines = Self.table.lines(width: 20)
        let gap = try #require(lines.firstIndex(of: ""))
        #expect(lines[..<gap].contains { $0.hasSuffix("heuristic") })
        #expect(!lines[..<gap].contains { $0.hasSuffix("model") })
        #expect(lines[(gap + 1)...].contains { $0.hasSuffix("model") })
        #expect(lines.filter { $0.hasPrefix("cost") }.count == 2)
    }

    @Test(arguments: 1...80)
    func `no word is ever broken`(width: Int) {
        let words = Set(Self.table.lines(width: 1000).joined(separator: " ").split(separator: " "))
        let lines = Self.table.lines(width: width)
        #expect(Set(lines.joined(separator: " ").split(separator: " ")) == words)
        if width >= 20 { #expect(lines.allSatisfy { $0.count <= width }) }
    }

    @Test func `columns are aligned, numbers to the right, and lines end without spaces`() {
        var table = TableText(["path", "cases", "note"], alignments: [.left, .right, .left])
        table.append(["heuristic", "1,990"])
        table.append(["model", "7", "new"])
        #expect(
            table.lines(width: 100) == [
                "path       cases  note",
                "heuristic  1,990",
                "model          7  new",
            ])
    }

    @Test func `a table without a header is its rows`() {
        var table = TableText(["", ""])
        table.append(["a", "10"])
        table.append(["bc", "9"])
        #expect(table.lines(width: 100) == ["a   10", "bc   9"])
    }
}
