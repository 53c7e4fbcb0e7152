/// Rows with their columns aligned.
struct Table: CustomStringConvertible {
    private var lines = [["work", "ours", "reference", "ratio", "goal", "met"]]

    init(_ rows: [Row]) {
        for row in rows { add(row) }
    }

    private mutating func add(_ row: Row) {
        var references = row.references.map { reference in
            let ratio = row.ratio(to: reference)
            return (
                "\(reference.name) \(row.unit.text(reference.samples))",
                "\(Unit.number(ratio))×"
            )
        }
        let first = references.isEmpty ? ("–", "–") : references.removeFirst()
        lines.append([
            row.work, row.unit.text(row.ours), first.0, first.1,
            row.goal?.text(row.unit) ?? "–", row.isGoalMet.map { $0 ? "yes" : "NO" } ?? "–",
        ])
        for (reference, ratio) in references {
            lines.append(["", "", reference, ratio, "", ""])
        }
    }

    var description: String {
        let widths = lines[0].indices.map { column in
            lines.map { $0[column].count }.max() ?? 0
        }
        let padded = lines.map { line in
            let cells = zip(line, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
        return padded.joined(separator: "\n")
    }
}
