package import JSONCodec

/// Cases by column: what baselines learn from.
package struct CaseTable: Sendable {
    /// Why a field says nothing.
    package enum Idleness: String, Sendable {
        case empty
        case constant
        /// Nearly every case has a value of its own, which cannot come again.
        case identifier
        /// A list of objects or of lists.
        case nested
    }

    package let columns: [CaseColumn]
    /// Fields that were left out.
    package let idle: [(field: String, reason: Idleness)]
    /// The fields left out as identifiers, by the places of their values in order.
    package let identifiers: [CaseColumn]
    /// Fields of texts that people would read as amounts or dates, each with one of them.
    package let numberLike: [(field: String, example: String)]
    package let count: Int

    /// Takes the members of each case except `excluded`; those of nested objects have paths.
    ///
    /// `isUntyped` where all values are texts, as in CSV: what looks like a number is one.
    package init(
        _ cases: [JSONObject], excluding excluded: Set<String> = [], isUntyped: Bool = false
    ) {
        var gathering = ColumnGathering(count: cases.count, excluded: excluded)
        for (row, object) in cases.enumerated() { gathering.gather(object, row: row) }
        var columns: [CaseColumn] = []
        var idle: [(field: String, reason: Idleness)] = []
        var identifiers: [CaseColumn] = []
        var numberLike: [(field: String, example: String)] = []
        for (name, values) in gathering.takeColumns() {
            let typing = ColumnTyping(name, values, isUntyped: isUntyped)
            if let example = typing.numberLike { numberLike.append((name, example)) }
            switch typing.column {
            case .success(let column): columns.append(column)
            case .failure(let reason):
                idle.append((name, reason))
                if reason == .identifier { identifiers.append(typing.places) }
            }
        }
        self.columns = columns
        self.idle = idle
        self.identifiers = identifiers
        self.numberLike = numberLike
        count = cases.count
    }

    private init(columns: [CaseColumn], count: Int) {
        self.columns = columns
        idle = []
        identifiers = []
        numberLike = []
        self.count = count
    }

    /// The same cases without some columns.
    package func keeping(_ isKept: (CaseColumn) -> Bool) -> CaseTable {
        CaseTable(columns: columns.filter(isKept), count: count)
    }
}

extension CaseTable.Idleness: Error {}
