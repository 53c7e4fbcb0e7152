import Decisions
package import Diagnostics

/// Reads a price table: `prices:`, a list of dated rows.
///
/// ```yaml
/// prices:
///   - { model: gpt-6-luna, from: 2026-10-06, source: the vendor's price page,
///       input_per_million: 0.10, cached_input_per_million: 0, output_per_million: 0 }
/// ```
/// A model that ends in `*` stands for every name that begins so.
package enum PriceFile {
    private static let rowKeys = ["model", "from", "source"] + PriceSection.keys

    /// Returns the rows of `source` with what is wrong with it; no rows where there are errors.
    package static func read(
        _ source: SourceText
    ) -> (rows: [PriceTable.Row], diagnostics: [Diagnostic]) {
        let reader = YAMLReader(source)
        let rows = reader.root().map { readRows($0, reader) } ?? []
        return (reader.hasErrors ? [] : rows, reader.diagnostics)
    }

    private static func readRows(_ node: YAMLNode, _ reader: YAMLReader) -> [PriceTable.Row] {
        guard let top = reader.mapping(node, "the price table", keys: ["prices"]),
            let list = top.required("prices", reader)
        else { return [] }
        var rows: [PriceTable.Row] = []
        for element in reader.list(list, "`prices`") {
            guard let row = readRow(element, reader) else { continue }
            let isTwice = rows.contains {
                $0.model == row.model && $0.isPrefix == row.isPrefix && $0.from == row.from
            }
            if isTwice {
                reader.error(element, "`\(row.model)` has two prices from the same date")
                continue
            }
            rows.append(row)
        }
        return rows
    }

    private static func readRow(_ node: YAMLNode, _ reader: YAMLReader) -> PriceTable.Row? {
        guard let section = reader.mapping(node, "a price", keys: rowKeys) else { return nil }
        func text(_ key: String) -> String? {
            section.required(key, reader).flatMap { reader.string($0, "`\(key)`") }
        }
        let date = section.required("from", reader).flatMap { readDate($0, reader) }
        guard let model = text("model"), let source = text("source"), let date else { return nil }
        if !PriceSection.keys.contains(where: { section[$0] != nil }) {
            reader.error(
                node, "`\(model)` has no price",
                hint: "leave the row out where a price is unknown; 0 means free")
            return nil
        }
        guard let price = PriceSection.read(section, reader) else { return nil }
        return PriceTable.Row(
            model: model.hasSuffix("*") ? String(model.dropLast()) : model,
            isPrefix: model.hasSuffix("*"), from: date, source: source,
            price: price)
    }

    private static func readDate(_ node: YAMLNode, _ reader: YAMLReader) -> Timestamp? {
        guard let date = node.scalarText.flatMap({ Timestamp($0) }) else {
            reader.error(
                node, "`from` is `\(node.scalarText ?? node.kind)`",
                hint: "write a date such as `2026-10-06`")
            return nil
        }
        return date
    }
}
