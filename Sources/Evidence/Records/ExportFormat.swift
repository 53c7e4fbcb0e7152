/// How evidence leaves the log.
package enum ExportFormat: String, Sendable, CaseIterable {
    /// One observation a line, as JSON.
    case jsonl
    /// One answer a row.
    case csv
}
