import Decisions
import Diagnostics

/// A table as its file has it, before the cells are read: the same for YAML and CSV.
struct TableDraft {
    var inputs: [InputColumn]
    /// The questions that the output columns answer.
    var outputs: [Question]
    var rows: [Row]

    /// An input with the cell that defines it.
    struct InputColumn {
        var name: String
        var expression: SourceCell
    }

    struct Row {
        var id: SourceCell?
        /// The cells of each input; several stand for alternatives.
        var when: [[SourceCell]]
        /// The cell of each output.
        var then: [SourceCell]
        var confidence: SourceCell?
        var explanation: String?
        /// Where the row begins.
        var place: SourceCell
    }
}
