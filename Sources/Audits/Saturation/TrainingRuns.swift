import JSONCodec
import Statistics

/// Recorded training runs: by size and seed, which items of one eval set were answered right.
///
/// Where runs name their model's size, those of the largest model.
struct TrainingRuns: Sendable {
    /// Ascending.
    let sizes: [Int]
    /// By size, by seed, by item: 1 where the answer was right.
    let right: [[[UInt8]]]
    /// Items that every run answered.
    let items: Int
    /// Rows without a size, a seed, an item or a result.
    let unusable: Int
    /// The size of the model; `nil` where the rows name none.
    let model: Int?

    /// Reads the runs of each model, the largest last; one at least.
    static func byModel(_ dataset: Dataset) -> [TrainingRuns] {
        let names = dataset.rows.contains { $0.values["model_size"] != nil }
        var runs: [Int: [Int: [String: [String: Bool]]]] = [:]
        var unusable = 0
        for row in dataset.rows {
            guard let size = row.count("size"), let model = names ? row.count("model_size") : 0,
                let seed = row.values["seed"]?.scalarText, let id = row.id,
                let isCorrect = row.isCorrect
            else {
                unusable += 1
                continue
            }
            runs[model, default: [:]][size, default: [:]][seed, default: [:]][id] = isCorrect
        }
        if runs.isEmpty { runs = [0: [:]] }
        return runs.sorted { $0.key < $1.key }.map { model, runs in
            TrainingRuns(runs, model: names ? model : nil, unusable: unusable)
        }
    }

    private init(_ runs: [Int: [String: [String: Bool]]], model: Int?, unusable: Int) {
        self.model = model
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

    /// Returns errors by size of items that are drawn, and of seeds drawn within a size.
    func resampledErrors(_ generator: inout SeededGenerator) -> [Double] {
        let drawn = (0..<items).map { _ in Int.random(in: 0..<items, using: &generator) }
        return right.map { seeds in
            let sum = seeds.indices.reduce(0) { sum, _ in
                let run = seeds[Int.random(in: 0..<seeds.count, using: &generator)]
                return sum + drawn.reduce(0) { $0 + Int(run[$1]) }
            }
            return 1 - Double(sum) / Double(seeds.count * items)
        }
    }

    /// Resampled gains of doubling the largest size: items and, within a size, seeds are drawn.
    func resampledGains(_ resamples: Int, seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        let largest = Double(sizes[sizes.count - 1])
        return (0..<resamples).compactMap { _ in
            law(resampledErrors(&generator))?.doublingGain(largest)
        }.sorted()
    }
}

extension DatasetRow {
    /// How many there are of what `column` counts, at least 1.
    fileprivate func count(_ column: String) -> Int? {
        guard let text = values[column]?.scalarText, let number = Double(text), number >= 1,
            number < 1e15
        else { return nil }
        return Int(number)
    }
}
