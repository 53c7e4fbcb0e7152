import Decisions
import Diagnostics

/// Reads the rows that stand in the rule file itself.
struct InlineTable {
    let inputs: [TableDraft.InputColumn]
    let outputs: [Question]
    let reader: YAMLReader

    private static let keys = ["id", "when", "then", "confidence", "explanation"]

    func rows(_ node: YAMLNode) -> [TableDraft.Row] {
        reader.list(node, "`rows`").compactMap(row)
    }

    private func row(_ node: YAMLNode) -> TableDraft.Row? {
        if let cells = node.elements { return plainRow(cells, node) }
        guard let section = reader.mapping(node, "a row", keys: Self.keys),
            let when = section.required("when", reader),
            let then = section.required("then", reader)
        else { return nil }
        let tests = when.elements ?? [when]
        let results = then.elements ?? [then]
        guard count(tests, inputs.count, "`when`", "inputs", when),
            count(results, outputs.count, "`then`", "outputs", then)
        else { return nil }
        return TableDraft.Row(
            id: section["id"].flatMap { cell($0, "`id`") }, when: tests.map(alternatives),
            then: results.compactMap { cell($0, "an output") },
            confidence: section["confidence"].flatMap { cell($0, "`confidence`") },
            explanation: section["explanation"].flatMap { reader.string($0, "`explanation`") },
            place: SourceCell(place: node))
    }

    /// Reads a row that is a list of its inputs and then its outputs.
    private func plainRow(_ cells: [YAMLNode], _ node: YAMLNode) -> TableDraft.Row? {
        guard count(cells, inputs.count + outputs.count, "the row", "inputs and outputs", node)
        else { return nil }
        return TableDraft.Row(
            when: cells.prefix(inputs.count).map(alternatives),
            then: cells.dropFirst(inputs.count).compactMap { cell($0, "an output") },
            place: SourceCell(place: node))
    }

    private func count(
        _ cells: [YAMLNode], _ expected: Int, _ what: String, _ columns: String, _ node: YAMLNode
    ) -> Bool {
        guard cells.count != expected else { return true }
        reader.error(
            node, "\(what) has \(cells.count) \(cells.count == 1 ? "cell" : "cells")",
            hint: "the table has \(expected) \(columns)")
        return false
    }

    private func alternatives(_ node: YAMLNode) -> [SourceCell] {
        (node.elements ?? [node]).compactMap { cell($0, "a cell") }
    }

    private func cell(_ node: YAMLNode, _ what: String) -> SourceCell? {
        if let cell = SourceCell(node) { return cell }
        reader.error(
            node, "\(what) is \(node.kind)",
            hint: what == "a cell" ? "write `-` where any value will do" : nil)
        return nil
    }
}
