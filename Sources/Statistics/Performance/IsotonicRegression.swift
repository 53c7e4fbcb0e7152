/// The non-decreasing curve that fits values best by least squares.
///
/// Pool-adjacent-violators (Ayer et al. 1955; Barlow et al. 1972); equal x count as one with their
/// mean. Between the points the curve is straight, outside them it stays at the end's value.
package struct IsotonicRegression: Sendable, Equatable {
    private struct Block {
        var low: Double
        var high: Double
        var sum: Double
        var count: Double

        var mean: Double { sum / count }
    }

    private var xs: [Double] = []
    private var ys: [Double] = []

    /// Fits y to x, a value for each; nil for none.
    package init?(x: [Double], y: [Double]) {
        precondition(x.count == y.count, "a value for each x")
        guard !x.isEmpty else { return nil }
        var blocks: [Block] = []
        for index in x.indices.sorted(by: { x[$0] < x[$1] }) {
            if let last = blocks.last, last.low == x[index] {
                blocks[blocks.count - 1].sum += y[index]
                blocks[blocks.count - 1].count += 1
            } else {
                blocks.append(Block(low: x[index], high: x[index], sum: y[index], count: 1))
            }
        }
        for block in Self.pooled(blocks) {
            xs += block.low < block.high ? [block.low, block.high] : [block.low]
            ys += block.low < block.high ? [block.mean, block.mean] : [block.mean]
        }
    }

    private static func pooled(_ blocks: [Block]) -> [Block] {
        var pooled: [Block] = []
        for var block in blocks {
            while let last = pooled.last, last.mean >= block.mean {
                block.low = last.low
                block.sum += last.sum
                block.count += last.count
                pooled.removeLast()
            }
            pooled.append(block)
        }
        return pooled
    }

    /// Returns the curve's value at `x`.
    package func callAsFunction(_ x: Double) -> Double {
        var (low, high) = (0, xs.count)
        while low < high {
            let middle = (low + high) / 2
            if xs[middle] < x { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return ys[0] }
        guard low < xs.count else { return ys[xs.count - 1] }
        let share = (x - xs[low - 1]) / (xs[low] - xs[low - 1])
        return ys[low - 1] + share * (ys[low] - ys[low - 1])
    }
}
