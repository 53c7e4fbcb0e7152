import Decisions
import JSONCodec
import RealModule
import Statistics

/// Rows as bags of types: hashed words of their texts, and else hashed values of their fields.
struct TypedRows: Sendable {
    /// Hashes of a row's types in their order.
    let rows: [[UInt64]]
    let outcomes: [String]

    init(_ rows: [DatasetRow], _ fields: [FieldDefinition]) {
        self.rows = rows.map { row in
            let words = TextTokens(row.values.text(of: fields)).words
            guard words.isEmpty else { return words }
            let names = fields.map(\.name) + ["text"]
            return names.compactMap { name in
                row.values[name]?.scalarText.map { TextTokens("\(name)\u{E000}\($0)").whole }
            }
        }
        outcomes = rows.compactMap(\.outcome)
    }

    private init(rows: [[UInt64]]) {
        self.rows = rows
        outcomes = []
    }

    func half(_ rest: Int) -> TypedRows {
        TypedRows(rows: rows.indices.filter { $0 % 2 == rest }.map { rows[$0] })
    }

    var words: Int { rows.reduce(0) { $0 + $1.count } }

    /// At most so many words, in rows as they come once shuffled by a fixed seed.
    func budget(_ most: Int) -> [[UInt64]] {
        var generator = SeededGenerator(seed: 1)
        var rest = most
        return rows.shuffled(using: &generator).compactMap { row in
            defer { rest -= row.count }
            return rest > 0 ? Array(row.prefix(rest)) : nil
        }
    }

    /// The rarest types that together hold `share` of the mass.
    func tail(_ share: Double) -> Set<UInt64> {
        let counts = Dictionary(rows.joined().map { ($0, 1) }, uniquingKeysWith: +)
        let most = share * Double(words)
        var (mass, tail) = (0, Set<UInt64>())
        for (type, count) in counts.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
            guard Double(mass + count) <= most else { break }
            mass += count
            tail.insert(type)
        }
        return tail
    }

    /// The share of mass in `tail`, and its variance; equal rows count as one cluster.
    func mass(of tail: Set<UInt64>) -> (share: Double, variance: Double) {
        var clusters: [[UInt64]: Int] = [:]
        for row in rows { clusters[row, default: 0] += 1 }
        let sums = clusters.map { row, count in
            (
                hits: Double(count * row.count { tail.contains($0) }),
                all: Double(count * row.count)
            )
        }
        let total = sums.reduce(0) { $0 + $1.all }
        guard total > 0 else { return (0, 0) }
        let share = sums.reduce(0) { $0 + $1.hits } / total
        let squares = sums.reduce(0) { sum, row in
            let rest = row.hits - share * row.all
            return sum + rest * rest
        }
        return (share, squares / (total * total))
    }

    /// exp of the entropy of the outcomes; `nil` without any.
    var effectiveOutcomes: Double? {
        guard !outcomes.isEmpty else { return nil }
        let n = Double(outcomes.count)
        let counts = Dictionary(outcomes.map { ($0, 1.0) }, uniquingKeysWith: +).values.sorted()
        return .exp(counts.reduce(0) { $0 - $1 / n * .log($1 / n) })
    }
}

/// Returns the distinct share of all pairs of neighbouring words; `nil` for none.
func distinctPairs(_ rows: [[UInt64]]) -> Double? {
    let pairs = rows.flatMap { row in zip(row, row.dropFirst()).map { $0 &* 31 &+ $1 } }
    return pairs.isEmpty ? nil : Double(Set(pairs).count) / Double(pairs.count)
}

/// Returns cosines of the rows' word counts.
func cosines(_ rows: [[UInt64]]) -> [[Double]] {
    let counts = rows.map { Dictionary($0.map { ($0, 1.0) }, uniquingKeysWith: +) }
    let norms = counts.map { $0.values.sorted().reduce(0) { $0 + $1 * $1 }.squareRoot() }
    return counts.indices.map { i in
        counts.indices.map { j in
            if i == j { return 1 }
            let (a, b) = i < j ? (counts[i], counts[j]) : (counts[j], counts[i])
            let product = a.reduce(0) { $0 + $1.value * (b[$1.key] ?? 0) }
            return product / (norms[i] * norms[j])
        }
    }
}
