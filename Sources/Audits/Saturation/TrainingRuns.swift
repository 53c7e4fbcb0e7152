import JSONCodec
import Statistics

/// Recorded training runs: by size and seed, which items of one eval set were answered right.
struct TrainingRuns: Sendable {
    /// Ascending.
    let sizes: [Int]
    /// By size, by seed, by item: 1 where the answer was right.
    let right: [[[UInt8]]]
    /// Items that every run answered.
    let items: Int
    /// Rows without a size, a seed, an item or a result.
    let unusable: Int

    init(_ dataset: Dataset) {
        var runs: [Int: [String: [String: Bool]]] = [:]
        var unusable = 0
        for row in dataset.rows {
            guard let size = row.size, let seed = row.values["seed"]?.scalarText, let id = row.id,
                let isCorrect = row.isCorrect
            else {
                unusable += 1
                continue
            }
            runs[size, default: [:]][seed, default: [:]][id] = isCorrect
        }
        self.unusable = unusable
        let all = runs.values.flatMap(\.values)
        let counts = Dictionary(
            all.lazy.flatMap(\.keys).map { ($0, 1) }, uniquingKeysWith: +)
        let common = counts.filter { $0.value == all.count }.keys.sorted()
        items = common.count
        sizes = runs.keys.sorted()
        right = sizes.map { size in
            (runs[size] ?? [:]).sorted { $0.key < $1.key }.map { _, results in
                common.map { results[$0] == true ? 1 : 0 }
            }
        }
    }

    var fewestSeeds: Int { right.map(\.count).min() ?? 0 }

    /// By seed, the accuracy at a size.
    func accuracies(_ size: Int) -> [Double] {
        right[size].map { run in
            Double(run.reduce(0) { $0 + Int($1) }) / Double(max(1, items))
        }
    }

    /// By item, whether more than half of a size's seeds got it right.
    func majority(_ size: Int) -> [Bool] {
        (0..<items).map { item in
            right[size].reduce(0) { $0 + Int($1[item]) } * 2 > right[size].count
        }
    }

    /// Fits the curve to errors by size, the jth size with weight j.
    func law(_ errors: [Double]) -> InversePowerLaw? {
        InversePowerLaw(
            errors.enumerated().map { index, error in
                .init(examples: Double(sizes[index]), error: error, weight: Double(index + 1))
            })
    }

    /// Resampled gains of doubling the largest size: items and, within a size, seeds are drawn.
    func resampledGains(_ resamples: Int, seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        let largest = Double(sizes[sizes.count - 1])
        return (0..<resamples).compactMap { _ in
            let drawn = (0..<items).map { _ in Int.random(in: 0..<items, using: &generator) }
            let errors = right.map { seeds in
                let sum = seeds.indices.reduce(0) { sum, _ in
                    let run = seeds[Int.random(in: 0..<seeds.count, using: &generator)]
                    return sum + drawn.reduce(0) { $0 + Int(run[$1]) }
                }
                return 1 - Double(sum) / Double(seeds.count * items)
            }
            return law(errors)?.doublingGain(largest)
        }.sorted()
    }
}

extension DatasetRow {
    /// How many examples a training run had, at least 1.
    fileprivate var size: Int? {
        guard let text = values["size"]?.scalarText, let number = Double(text), number >= 1,
            number < 1e15
        else { return nil }
        return Int(number)
    }
}
