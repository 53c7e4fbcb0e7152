import Statistics

/// What a feature's figures may be, drawn over the ranges of its answers.
///
/// Its draws depend on the seed and its name alone, so another feature beside it changes none; a
/// higher answer gives a higher figure in every draw.
struct LaunchDraws: Sendable {
    /// For each draw a number in 0..<1 for each of `LaunchItem.figures`.
    private let draws: [[Double]]
    private let possible: [[Double]]

    init(_ candidate: LaunchCandidate, count: Int, seed: UInt64) {
        // FNV-1a (Fowler, Noll & Vo), for a hash that is the same in every run.
        let hash = candidate.name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        var generator = SeededGenerator(seed: seed ^ hash)
        possible = LaunchItem.figures.map(candidate.possible)
        draws = (0..<count).map { _ in
            LaunchItem.figures.map { _ in Double.random(in: 0..<1, using: &generator) }
        }
    }

    var figures: [LaunchFigures] { figures(possible) }

    private func figures(_ possible: [[Double]]) -> [LaunchFigures] {
        draws.map { draw in
            LaunchFigures(
                zip(draw, possible).map { $1[min(Int($0 * Double($1.count)), $1.count - 1)] })
        }
    }

    /// Returns the mean rank for each thing that a better answer to `item` might say, all equally
    /// likely; `nil` where there is one only.
    func ranks(knowing item: LaunchItem, _ rank: (LaunchFigures) -> Double) -> [Double]? {
        guard let index = LaunchItem.figures.firstIndex(of: item), possible[index].count > 1
        else { return nil }
        let all = possible[index]
        // Of a measured figure, fifths of what it may be.
        let size = max(1, all.count / 5)
        return stride(from: 0, to: all.count, by: size).map { start in
            var known = possible
            known[index] = Array(all[start..<min(start + size, all.count)])
            return figures(known).map(rank).mean
        }
    }
}

extension [Double] {
    /// 0 for none.
    var mean: Double { isEmpty ? 0 : reduce(0, +) / Double(count) }
}
