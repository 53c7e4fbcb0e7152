import RealModule

/// An e-process against "a stream is drawn from the distribution of a fixed reference sample".
///
/// Categories are fixed beforehand. The numerator gives reference and stream a Dirichlet(½) mixture
/// each (Krichevsky & Trofimov 1981), the denominator is the highest likelihood of one distribution
/// for both: universal inference (Wasserman, Ramdas & Balakrishnan 2020). It may be watched at every
/// item. So that a change late in the stream shows, processes that begin with each window are mixed.
/// It needs independent items. Where people come back, their first items alone go into that, and
/// every window's items, one of each of its people, into a process of its own: each of these holds
/// by itself, and all together by the sum of their chances.
package struct EqualDistributionsEProcess: Sendable, Equatable {
    private let reference: [Int]
    private let windows: [[Int]]
    private let withReturning: [[Int]]
    /// What windows by themselves may spend of the chance of a false alarm.
    package static let shareOfReturning = 0.1

    /// Creates the process from the counts of the reference and of each window of the stream;
    /// `withReturning` has those of each window with the people who were in an earlier one too.
    package init(reference: [Int], windows: [[Int]], withReturning: [[Int]] = []) {
        precondition(
            (windows + withReturning).allSatisfy { $0.count == reference.count },
            "all have the same categories")
        self.withReturning = withReturning
        self.reference = reference
        self.windows = windows
    }

    /// ln of the e-value after all windows.
    package var logE: Double {
        guard !withReturning.isEmpty else { return cumulative }
        let apart = withReturning.enumerated().map { index, window in
            Self.logE(reference, window)
                + .log(lineAlpha(Self.shareOfReturning, line: index + 1))
        }
        return apart.reduce(cumulative + .log(1 - Self.shareOfReturning), max)
    }

    private var cumulative: Double {
        var suffix = [Int](repeating: 0, count: reference.count)
        let logs = windows.reversed().map { window in
            for category in suffix.indices { suffix[category] += window[category] }
            return Self.logE(reference, suffix)
        }
        return mixtureOverStarts(windows.count) { logs[windows.count - 1 - $0] }
    }

    private static func logE(_ reference: [Int], _ stream: [Int]) -> Double {
        let pooled = zip(reference, stream).map(+)
        let total = Double(pooled.reduce(0, +))
        let best = pooled.reduce(0.0) { sum, count in
            count > 0 ? sum + Double(count) * .log(Double(count) / total) : sum
        }
        return mixture(reference) + mixture(stream) - best
    }

    /// ln of the Dirichlet(½) mixture's probability of a sequence with these counts.
    private static func mixture(_ counts: [Int]) -> Double {
        let half = Double(counts.count) / 2
        let total = Double(counts.reduce(0, +))
        return counts.reduce(logGamma(half) - logGamma(total + half)) {
            $0 + logGamma(Double($1) + 0.5) - logGamma(0.5)
        }
    }
}
