import Decisions
import Diagnostics

/// Looks for rows that can do no good, rows that contradict each other, and cases that no row accepts.
///
/// Cells part the values of each input into classes, so that a row is a box and each answer exact.
/// Only fields take every value of their type whatever the others are: of other inputs nothing is
/// said that depends on a case of them being possible.
struct TableChecks {
    let table: DecisionTable
    let questions: [Question]
    let rows: [TableRows.Row]
    let node: YAMLNode
    /// Whether the file says what is answered where no row accepts.
    let hasOtherwise: Bool
    let reader: YAMLReader

    private static let mostRows = 4000
    private static let mostFindings = 5

    func report() {
        reportMissingOptions()
        guard rows.count <= Self.mostRows, !rows.isEmpty else { return }
        let boxes = table.cells.map { Box(sides: $0).intersection(possible) }
        reportImpossible(boxes)
        reportShadowed(boxes)
        reportOverlaps(boxes)
        reportGap(boxes)
    }

    private func reportMissingOptions() {
        for (question, column) in zip(questions, table.columns) {
            let byNumber = column.thresholds?.bounds.map { RuleOutput.option($0.code) } ?? []
            let given = Set(column.outputs + byNumber + [column.otherwise.output])
            let missing = question.options.indices.filter { !given.contains(.option($0)) }
            guard !missing.isEmpty else { continue }
            let names = namesInWords(missing.map { question.labels[$0] }, "or")
            reader.warn(node, "neither a row nor `otherwise` gives \(names)")
        }
    }

    /// The classes that the inputs can have.
    private var possible: Box {
        Box(sides: zip(table.inputs, table.classes).map { $1.possible(isOptional: $0.isOptional) })
    }

    /// The inputs that are fields, each given once.
    private var isField: [Bool] {
        table.inputs.map { input in
            input.slot != nil && table.inputs.count { $0.slot == input.slot } == 1
        }
    }

    // MARK: Rows

    private func reportImpossible(_ boxes: [Box]) {
        for (row, box) in zip(rows, boxes) {
            guard let column = box.sides.firstIndex(where: \.isEmpty) else { continue }
            reader.warn(
                row.draft.place, "row `\(row.row.id)` can never fire",
                hint: "`\(table.inputs[column].name)` is never `\(row.row.cells[column].text)`")
        }
    }

    /// Under `first` and `priority` a row decides only where no better one accepts.
    private func reportShadowed(_ boxes: [Box]) {
        guard table.hitPolicy == .first || table.hitPolicy == .priority else { return }
        let order = table.hitPolicy == .first ? Array(rows.indices) : table.order
        let ranked = rows.indices.sorted { order[$0] < order[$1] }
        for (place, row) in ranked.enumerated() where !boxes[row].isEmpty {
            let better = ranked[..<place].filter { boxes[$0].intersects(boxes[row]) }
            guard case .whole = Cover(of: boxes[row], by: better.map { boxes[$0] }) else {
                continue
            }
            let single = better.first { boxes[$0].intersection(boxes[row]) == boxes[row] }
            let hint =
                single.map {
                    "row `\(rows[$0].row.id)` in line \(line($0)) accepts all that it does"
                }
                ?? "rows \(names(better)) together accept all that it does"
            reader.warn(
                rows[row].draft.place, "row `\(rows[row].row.id)` can never decide", hint: hint)
        }
    }

    private func line(_ row: Int) -> Int { rows[row].draft.place.position.line }

    private func names(_ indices: [Int]) -> String {
        namesInWords(indices.map { rows[$0].row.id }, "and")
    }

    // MARK: Overlaps

    private func reportOverlaps(_ boxes: [Box]) {
        guard table.hitPolicy == .unique || table.hitPolicy == .any else { return }
        var count = 0
        for later in rows.indices {
            for earlier in 0..<later where disagree(earlier, later) {
                guard boxes[earlier].intersects(boxes[later]), isCertain(earlier, later) else {
                    continue
                }
                count += 1
                guard count <= Self.mostFindings else { continue }
                report(earlier, later, boxes[earlier].intersection(boxes[later]))
            }
        }
        guard count > Self.mostFindings else { return }
        reader.warn(node, "\(count - Self.mostFindings) more pairs of rows accept the same cases")
    }

    private func disagree(_ one: Int, _ other: Int) -> Bool {
        table.hitPolicy == .unique || rows[one].outputs != rows[other].outputs
    }

    /// Whether that both accept something doesn't depend on what an expression can be.
    private func isCertain(_ one: Int, _ other: Int) -> Bool {
        zip(table.inputs.indices, isField).allSatisfy { column, isField in
            let (left, right) = (rows[one].row.cells[column], rows[other].row.cells[column])
            return isField || left.test.acceptsAnything || right.test.acceptsAnything
                || left.test == right.test
        }
    }

    private func report(_ earlier: Int, _ later: Int, _ common: Box) {
        let example = example(common).map { ", such as \($0)" } ?? ""
        reader.warn(
            rows[later].draft.place,
            "rows `\(rows[earlier].row.id)` in line \(line(earlier)) and `\(rows[later].row.id)` "
                + "accept the same cases\(example)",
            hint: table.hitPolicy == .unique
                ? "under `unique` that is ambiguous" : "they don't agree, which is ambiguous")
    }

    // MARK: Gaps

    private func reportGap(_ boxes: [Box]) {
        guard !hasOtherwise, table.hitPolicy != .collect else { return }
        // An expression may well never be what a row leaves out.
        let possible = possible
        let wide = boxes.map { box in
            Box(sides: zip(zip(box.sides, possible.sides), isField).map { $1 ? $0.0 : $0.1 })
        }
        guard case .without(let gap) = Cover(of: possible, by: wide) else { return }
        let example = example(gap) ?? "some cases"
        reader.warn(
            node, "no row accepts \(example)",
            hint: "add a row, or `otherwise`, such as `otherwise: abstain`")
    }

    /// Describes a case of the box by its fields; `nil` where it tells nothing.
    private func example(_ box: Box) -> String? {
        var parts: [String] = []
        let possible = possible.sides
        let isWhole = box.sides == possible
        for (column, side) in box.sides.enumerated() where isField[column] {
            // What is left open on purpose tells nothing.
            if !isWhole, side == possible[column] { continue }
            let example = ExampleValue(input: table.inputs[column], classes: table.classes[column])
            // A value tells more than its absence.
            let numbers = side.lazy.flatMap { $0 }
            guard let number = numbers.first(where: { $0 > InputClasses.unnamed }) ?? numbers.first
            else { continue }
            parts.append(example.text(of: number))
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
