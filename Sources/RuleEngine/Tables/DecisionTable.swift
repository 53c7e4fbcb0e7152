/// Rows that test the same inputs, each with what follows where all its cells accept.
///
/// One table may answer several questions, each by a column of its outputs; which row decides is
/// then settled once for all of them.
public final class DecisionTable: Sendable {
    /// Which of the rows that fire decides.
    public let hitPolicy: HitPolicy
    /// What is tested, a column each.
    public let inputs: [TableInput]
    /// The rows in the order of the file.
    public let rows: [TableRow]
    /// The classes into which the cells part each input's values.
    let classes: [InputClasses]
    /// The classes that each cell accepts, row by row.
    let cells: [[[Range<Int>]]]
    let index: TableIndex
    /// How the rows that fire answer each question of the table.
    let columns: [HitResolution]
    /// The place of each row by priority, the highest first.
    let order: [Int]

    init(
        hitPolicy: HitPolicy, inputs: [TableInput], rows: [TableRow], columns: [HitResolution],
        order: [Int]
    ) {
        self.hitPolicy = hitPolicy
        self.inputs = inputs
        self.rows = rows
        self.columns = columns
        self.order = order
        let classes = inputs.enumerated().map { column, input in
            InputClasses(rows.lazy.map { $0.cells[column].test }, of: input.type)
        }
        self.classes = classes
        let cells = rows.map { row in
            zip(classes, row.cells).map { $0.accepted(by: $1.test) }
        }
        self.cells = cells
        index = TableIndex(inputs, classes, cells: cells)
    }

    /// Returns what the rows that fired mean for the question of `column`.
    func decision(byHits hits: [Int], column: Int) -> RuleDecision {
        let resolution = columns[column]
        // Rows agree when they give the same answer to every question of the table.
        guard hitPolicy == .any, columns.count > 1, let first = hits.first else {
            return resolution.decision(byHits: hits, order: order)
        }
        let agree = hits.allSatisfy { hit in
            columns.allSatisfy { $0.outputs[hit] == $0.outputs[first] }
        }
        return agree ? resolution.decision(byRule: first) : .ambiguous(rules: hits)
    }
}

/// What a column of a table tests.
public struct TableInput: Sendable {
    /// The name at the head of the column.
    public let name: String
    /// The field, or another expression over fields and variables.
    public let expression: RuleExpression
    let type: InputType
    /// The place of the field, where the expression is one.
    let slot: Int?
    /// Whether the value may be absent.
    let isOptional: Bool
}

/// A row of a table.
public struct TableRow: Sendable {
    /// The id under which answers and calibration know it; unique in the table.
    public let id: String
    /// What the row accepts of each input.
    public let cells: [TableCell]
    /// How sure the row's answers are; `nil` where nobody has said so.
    public let confidence: RuleConfidence?
    /// What the row means to a person.
    public let explanation: String?
}

/// A test of one input, as the file writes it.
public struct TableCell: Sendable {
    /// The unary test as in DMN's S-FEEL: a value, a range such as `[18..65)`, or `-` for any.
    public let text: String
    let test: CellTest
}
