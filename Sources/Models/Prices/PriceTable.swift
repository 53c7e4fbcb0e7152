package import Decisions

/// What calls of models cost, by model and date.
///
/// A model's price is looked for in the path's own definition, then in the feature's file, then in
/// the built-in table; a price that none of them states is unknown, never zero.
package struct PriceTable: Sendable {
    /// A price that holds from a date until the next row of the same models.
    package struct Row: Hashable, Sendable {
        /// A model's name, or the beginning of names where `isPrefix`.
        package var model: String
        package var isPrefix: Bool
        package var from: Timestamp
        /// Where the price was read.
        package var source: String
        package var price: PriceDefinition

        package init(
            model: String, isPrefix: Bool = false, from: Timestamp, source: String,
            price: PriceDefinition
        ) {
            self.model = model
            self.isPrefix = isPrefix
            self.from = from
            self.source = source
            self.price = price
        }

        func covers(_ name: String) -> Bool { isPrefix ? name.hasPrefix(model) : name == model }
    }

    /// The tables that are searched, the first before the second.
    private var layers: [[Row]]
    /// The path's own price, before any table.
    private var own: PriceDefinition?

    package init(rows: [Row] = []) {
        layers = [rows]
    }

    /// Returns this table with `rows` searched first.
    package func overridden(by rows: [Row]) -> PriceTable {
        var table = self
        table.layers.insert(rows, at: 0)
        return table
    }

    /// Returns this table for a path that states its own price, or none.
    package func overridden(by price: PriceDefinition?) -> PriceTable {
        var table = self
        table.own = price ?? own
        return table
    }

    /// Returns the price of a call at `date` to the model `requested`, of which the reply says that
    /// it was `replied`.
    package func price(
        replied: String?, requested: String, at date: Timestamp
    ) -> PriceDefinition? {
        if let own { return own }
        for name in [replied, requested].compactMap(\.self) {
            for rows in layers {
                if let row = row(for: name, at: date, in: rows) { return row.price }
            }
        }
        return nil
    }

    /// The full name before a beginning, the longer beginning before the shorter, the later date
    /// before the earlier.
    private func row(for name: String, at date: Timestamp, in rows: [Row]) -> Row? {
        rows.filter { $0.covers(name) && $0.from <= date }
            .max {
                ($0.isPrefix ? 0 : 1, $0.model.utf8.count, $0.from)
                    < ($1.isPrefix ? 0 : 1, $1.model.utf8.count, $1.from)
            }
    }

    /// The table's identity among the versions of an answer.
    package var hash: ContentHash {
        var parts: [(name: String, content: String)] = []
        if let own { parts.append(("own", Self.text(of: own))) }
        for rows in layers {
            let lines = rows.map {
                "\($0.model)|\($0.isPrefix)|\($0.from)|\(Self.text(of: $0.price))"
            }
            parts.append(("rows", lines.sorted().joined(separator: "\n")))
        }
        return ContentHash(parts)
    }

    private static func text(of price: PriceDefinition) -> String {
        let cached = price.cachedInputPerMillion.map { "\($0)" } ?? "-"
        // Nothing of it where there is none: what was logged before keeps its version.
        let reasoning = price.reasoningPerMillion.map { "|reasoning \($0)" } ?? ""
        return "\(price.inputPerMillion)|\(cached)|\(price.outputPerMillion)|\(price.perCall)"
            + reasoning
    }
}
