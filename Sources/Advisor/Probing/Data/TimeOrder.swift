import Decisions
import JSONCodec
import Statistics

/// Rows in the order of a field, or shuffled where there is none.
struct TimeOrder {
    let rows: [JSONObject]
    let isOrderOfTexts: Bool

    init(_ rows: [JSONObject], time: String?, isUntyped: Bool) throws(ProbeError) {
        guard let time else {
            var generator = SeededGenerator(seed: 1)
            self.rows = rows.shuffled(using: &generator)
            isOrderOfTexts = false
            return
        }
        let values = rows.map { $0.value(at: time) ?? .null }
        var numbers = values.compactMap(\.double)
        if isUntyped {
            numbers = values.compactMap { $0.string.flatMap(Double.init) }.filter(\.isFinite)
            if numbers.count < values.count { numbers = [] }
        }
        guard numbers.isEmpty || numbers.count == values.count else { throw .mixedTime(time) }
        let texts = values.map { LabelledCases.text($0) }
        let moments = texts.compactMap { Timestamp($0)?.microseconds }
        isOrderOfTexts = numbers.isEmpty && moments.count < texts.count
        // Rows of the same moment stay in the order of the file.
        let order: [Int] =
            if !numbers.isEmpty {
                rows.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
            } else if isOrderOfTexts {
                rows.indices.sorted { (texts[$0], $0) < (texts[$1], $1) }
            } else {
                rows.indices.sorted { (moments[$0], $0) < (moments[$1], $1) }
            }
        self.rows = order.map { rows[$0] }
    }
}
