package import Statistics

/// How often each path of a feature with several models was right, on the same cases.
///
/// The cases are those that all paths were asked and whose outcome is known, one of each user; what is
/// no right answer is wrong. The tests take them for independent, hold for one look, and decide nothing.
package struct AllPaths: Sendable {
    package struct Path: Sendable {
        package let name: String
        package let accuracy: Estimate
    }

    /// Two paths, by their places in `paths`.
    package struct Pair: Sendable {
        package let first: Int
        package let second: Int
        package let onlyFirstRight: Int
        package let onlySecondRight: Int
        /// McNemar's mid-p, adjusted by Holm over all pairs; nil where no case tells the two apart.
        package let p: Double?
    }

    package let cases: Int
    package let paths: [Path]
    /// Cochran's Q test that all are equally often right; nil where no case tells them apart.
    package let equalAccuracy: ChiSquaredTest?
    package let pairs: [Pair]
}

extension AllPaths {
    /// Creates the figures from the cases, counted by which of the paths were right; nil without any.
    init?(_ names: [String], patterns: [(right: [Bool], count: Int)]) {
        let cases = patterns.reduce(0) { $0 + $1.count }
        guard cases > 0, names.count > 1 else { return nil }
        self.cases = cases
        func count(_ isCounted: ([Bool]) -> Bool) -> Int {
            patterns.reduce(0) { $0 + (isCounted($1.right) ? $1.count : 0) }
        }
        paths = names.indices.compactMap { path in
            Estimate.proportion(count { $0[path] }, of: cases)
                .map { Path(name: names[path], accuracy: $0) }
        }
        equalAccuracy = cochranQ(patterns: patterns)
        let tests = names.indices.flatMap { first in
            names.indices.dropFirst(first + 1).map { second in
                (
                    first, second,
                    McNemarTest(
                        onlyFirst: count { $0[first] && !$0[second] },
                        onlySecond: count { $0[second] && !$0[first] })
                )
            }
        }
        func isTold(_ test: McNemarTest) -> Bool { test.onlyFirst + test.onlySecond > 0 }
        let adjusted = holmAdjusted(tests.map { isTold($0.2) ? $0.2.midP : 1 })
        pairs = zip(tests, adjusted).map { pair, p in
            Pair(
                first: pair.0, second: pair.1, onlyFirstRight: pair.2.onlyFirst,
                onlySecondRight: pair.2.onlySecond, p: isTold(pair.2) ? p : nil)
        }
    }
}
