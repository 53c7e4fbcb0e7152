/// Turns the fields of cases into features: numbers into an amount and one of equal parts, texts into
/// words and pairs of words, other values into themselves.
///
/// Features are numbered by hash, so that what was never seen needs no table; two that share a number
/// blur each other (Weinberger et al. 2009).
package struct CaseHasher: Sendable {
    private struct Scale: Sendable {
        var mean = 0.0
        var deviation = 1.0
        var cuts: [Double] = []
    }

    private let table: CaseTable
    private let scales: [Scale]
    private let buckets: Int

    /// Learns the scales of numbers from the cases `rows`, which cuts them into `parts`.
    ///
    /// The more labels, the fewer buckets, so that learners stay below a hundred megabytes.
    package init(_ table: CaseTable, rows: [Int], labels: Int, parts: Int = 16) {
        self.table = table
        scales = table.columns.map { column in
            switch column.values {
            case .numbers(let numbers), .moments(let numbers, _):
                Self.scale(rows.map { numbers[$0] }.filter { !$0.isNaN }, parts)
            case .categories, .words: Scale()
            }
        }
        var size = 1 << 18
        while size * labels > 1 << 22, size > 1 << 13 { size /= 2 }
        buckets = size + table.columns.count
    }

    private static func scale(_ values: [Double], _ parts: Int) -> Scale {
        guard !values.isEmpty else { return Scale() }
        let sorted = values.sorted()
        let mean = values.reduce(0) { $0 + $1 / Double(values.count) }
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / Double(values.count) }
        var cuts: [Double] = []
        for part in 1..<parts {
            let cut = sorted[part * sorted.count / parts]
            if cut != cuts.last, cut > sorted[0] { cuts.append(cut) }
        }
        let deviation = squares.squareRoot()
        return Scale(
            mean: mean, deviation: deviation > 0 && deviation.isFinite ? deviation : 1, cuts: cuts)
    }

    /// The features of all cases of the table.
    package var cases: HashedCases {
        let hashes = table.columns.map { column in
            switch column.values {
            case .numbers, .moments: [UInt64]()
            case .categories(_, let names, _): names.map { Self.hash($0, seed: column.name) }
            case .words(let words): words.names.map { Self.hash($0, seed: column.name) }
            }
        }
        let salts = table.columns.map { Self.hash("", seed: $0.name) }
        var starts = [0]
        var features: [UInt32] = []
        var values: [Float] = []
        var row: [(feature: UInt32, value: Float)] = []
        for index in 0..<table.count {
            row.removeAll(keepingCapacity: true)
            for (number, column) in table.columns.enumerated() {
                append(column, number, index, hashes[number], salts[number], to: &row)
            }
            row.sort { $0.feature < $1.feature }
            let begin = features.count
            for (feature, value) in row {
                // Two features in one bucket count once.
                if features.count > begin, features.last == feature { continue }
                features.append(feature)
                values.append(value)
            }
            starts.append(features.count)
        }
        return HashedCases(
            buckets: buckets, amounts: table.columns.count, starts: starts, features: features,
            values: values)
    }

    private func append(
        _ column: CaseColumn, _ number: Int, _ row: Int, _ hashes: [UInt64], _ salt: UInt64,
        to features: inout [(feature: UInt32, value: Float)]
    ) {
        guard column.isPresent(row) else {
            features.append((bucket(salt &+ 1), 1))
            return
        }
        switch column.values {
        case .numbers(let numbers), .moments(let numbers, _):
            let scale = scales[number]
            let distance = (numbers[row] - scale.mean) / scale.deviation
            features.append((UInt32(number), Float(min(3, max(-3, distance)))))
            let part = scale.cuts.count { $0 <= numbers[row] }
            features.append((bucket(Self.mixed(salt &+ UInt64(part) &+ 2)), 1))
        case .categories(let codes, _, _):
            features.append((bucket(hashes[Int(codes[row])]), 1))
        case .words(let words):
            let row = words[row]
            // Long texts have no more weight than short ones.
            let value = 1.5 / Float(max(1, row.count)).squareRoot()
            var previous: UInt64?
            for word in row {
                let hash = hashes[Int(word)]
                features.append((bucket(hash), value))
                if let previous, !words.isList {
                    features.append((bucket(Self.mixed(previous &* 31 &+ hash)), value))
                }
                previous = hash
            }
        }
    }

    private func bucket(_ hash: UInt64) -> UInt32 {
        let amounts = table.columns.count
        return UInt32(amounts + Int(truncatingIfNeeded: hash % UInt64(buckets - amounts)))
    }

    /// FNV-1a, mixed; the same on every machine and in every run.
    static func hash(_ text: String, seed: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in seed.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return mixed(hash)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
