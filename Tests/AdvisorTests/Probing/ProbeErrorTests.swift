import Advisor
import JSONCodec
import Testing

/// What data cannot be probed for, in words.
struct ProbeErrorTests {
    private func message(_ objects: [JSONObject], _ columns: ProbeColumns) -> String {
        do {
            _ = try LabelledCases(objects, columns)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    private static let rows: [JSONObject] = (0..<60).map { row in
        let mixed: JSONValue = row == 7 ? "late" : .int(Int64(row))
        let outcome: JSONValue = row % 2 == 0 ? "a" : "b"
        return [
            "outcome": outcome, "x": .int(Int64(row)), "empty": .null, "same": "s",
            "mixed": mixed, "list": ["a", "b"],
        ]
    }

    @Test(arguments: [
        (
            ProbeColumns(label: "outcom"),
            "`--label outcom`: no row has such a field; did you mean `outcome`?"
        ),
        (
            ProbeColumns(label: "zzz"),
            "`--label zzz`: no row has such a field; the fields are `empty`, `list`, `mixed`, "
                + "`outcome`, `same`, `x`"
        ),
        (
            ProbeColumns(label: "outcome", time: "tme"),
            "`--time tme`: no row has such a field; the fields are `empty`, `list`, `mixed`, "
                + "`outcome`, `same`, `x`"
        ),
        (
            ProbeColumns(label: "empty"),
            "`empty` is empty in every row; name the field that holds the right answer"
        ),
        (
            ProbeColumns(label: "same"),
            "`same` is `s` in all 60 rows; there is nothing to tell apart"
        ),
        (
            ProbeColumns(label: "outcome", time: "mixed"),
            "`mixed` is a number in some rows and a text in others; write one of them"
        ),
        (
            ProbeColumns(label: "outcome", time: "same"),
            "`same` is the same in every row and orders nothing; leave out `--time`"
        ),
        (
            ProbeColumns(label: "list", rater: "x"),
            "`list` holds lists, which are several raters' labels already; leave out `--rater`"
        ),
        (
            ProbeColumns(label: "outcome", without: ["x", "mixed", "list"]),
            "no field can tell anything; left out: `same` (constant)"
        ),
    ])
    func `what is wrong is said`(columns: ProbeColumns, expected: String) {
        #expect(message(Self.rows, columns) == expected)
    }

    @Test func `too few rows and too many labels are said`() {
        #expect(
            message(Array(Self.rows.prefix(49)), ProbeColumns(label: "outcome"))
                == "49 labelled rows; at least 50 are needed to measure anything")
        let amounts: [JSONObject] = (0..<300).map { ["x": .int(1), "y": .int(Int64($0))] }
        #expect(
            message(amounts, ProbeColumns(label: "y"))
                == "`y` has 300 different values, and a label at most 255; put amounts into a few "
                + "ranges first")
        let objects: [JSONObject] = [["x": 1, "y": ["label": "a", "by": "bo"]]]
        #expect(
            message(objects, ProbeColumns(label: "y"))
                == "`y` holds objects; name one of their members: `y.label`, `y.by`")
        let names: [JSONObject] = (0..<300).map { ["x": .int(1), "y": .string("c\($0)")] }
        #expect(
            message(names, ProbeColumns(label: "y"))
                == "`y` has 300 different values, and a label at most 255; name a field with fewer, "
                + "or put the rare ones together")
    }
}
