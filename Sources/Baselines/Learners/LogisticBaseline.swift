import Foundation

/// Multinomial logistic regression, learnt a case at a time.
///
/// Steps shrink by feature as AdaGrad's do (Duchi, Hazan & Singer 2011), and weights towards zero
/// when their feature is met, which is a ridge on features that every case has and a weaker one on
/// rare ones.
package struct LogisticBaseline: Learner {
    private let labels: Int
    private let rate: Float
    private let ridge: Float
    /// By feature, then by label; the last feature is the one that every case has.
    private var weights: [Float]
    private var squares: [Float]

    /// Creates a classifier that knows nothing; `ridge` is λ of the mean loss + λ/2 ‖w‖².
    package init(buckets: Int, labels: Int, rate: Float = 0.3, ridge: Float = 1e-5) {
        self.labels = labels
        self.rate = rate
        self.ridge = ridge
        weights = Array(repeating: 0, count: (buckets + 1) * labels)
        squares = Array(repeating: 1e-6, count: buckets + 1)
    }

    package mutating func learn(_ cases: HashedCases, row: Int, label: Int) {
        learn(cases, rows: CollectionOfOne(row), label: { _ in label })
    }

    /// Learns `rows` so many times over, in orders that `generator` draws.
    package mutating func learn(
        _ cases: HashedCases, rows: [Int], labels: [Int], passes: Int,
        using generator: inout some RandomNumberGenerator
    ) {
        var order = rows
        for _ in 0..<passes {
            order.shuffle(using: &generator)
            learn(cases, rows: order) { labels[$0] }
        }
    }

    package func probabilities(_ cases: HashedCases, row: Int) -> [Double] {
        var scores = Array(weights.suffix(labels))
        weights.withUnsafeBufferPointer { weights in
            for position in cases.starts[row]..<cases.starts[row + 1] {
                let base = Int(cases.features[position]) * labels
                let value = cases.values[position]
                for label in 0..<labels { scores[label] += value * weights[base + label] }
            }
        }
        return softmax(scores)
    }

    /// The one loop that takes the time: no array is made and no bound is checked within it.
    private mutating func learn(
        _ cases: HashedCases, rows: some Collection<Int>, label labelOf: (Int) -> Int
    ) {
        let (labels, rate, ridge) = (labels, rate, ridge)
        var errors = [Float](repeating: 0, count: labels)
        weights.withUnsafeMutableBufferPointer { weights in
            squares.withUnsafeMutableBufferPointer { squares in
                errors.withUnsafeMutableBufferPointer { errors in
                    cases.features.withUnsafeBufferPointer { features in
                        cases.values.withUnsafeBufferPointer { values in
                            let step = LogisticStep(
                                labels: labels, rate: rate, ridge: ridge, weights: weights,
                                squares: squares, errors: errors, features: features,
                                values: values)
                            for row in rows {
                                step.take(
                                    cases.starts[row]..<cases.starts[row + 1],
                                    label: labelOf(row))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// One step down the gradient of one case.
private struct LogisticStep {
    let labels: Int
    let rate: Float
    let ridge: Float
    let weights: UnsafeMutableBufferPointer<Float>
    let squares: UnsafeMutableBufferPointer<Float>
    let errors: UnsafeMutableBufferPointer<Float>
    let features: UnsafeBufferPointer<UInt32>
    let values: UnsafeBufferPointer<Float>

    func take(_ positions: Range<Int>, label: Int) {
        let bias = weights.count - labels
        for k in 0..<labels { errors[k] = weights[bias + k] }
        for position in positions {
            let base = Int(features[position]) * labels
            let value = values[position]
            for k in 0..<labels { errors[k] += value * weights[base + k] }
        }
        let highest = errors.max() ?? 0
        var sum: Float = 0
        for k in 0..<labels {
            errors[k] = exp(errors[k] - highest)
            sum += errors[k]
        }
        var size: Float = 0
        for k in 0..<labels {
            errors[k] = errors[k] / sum - (k == label ? 1 : 0)
            size += errors[k] * errors[k]
        }
        for position in positions { move(Int(features[position]), values[position], size) }
        move(squares.count - 1, 1, size, shrinks: false)
    }

    private func move(_ feature: Int, _ value: Float, _ size: Float, shrinks: Bool = true) {
        squares[feature] += value * value * size
        let pace = rate / squares[feature].squareRoot()
        let kept = shrinks ? 1 - min(0.5, pace * ridge) : 1
        let base = feature * labels
        for k in 0..<labels {
            weights[base + k] = weights[base + k] * kept - pace * value * errors[k]
        }
    }
}
