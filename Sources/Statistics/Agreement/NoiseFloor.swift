/// How far a model's disagreement with the heuristic exceeds its disagreement with itself.
///
/// As Twitter's Diffy judges responses: a second run of the same path is the noise.
package struct NoiseFloor: Sendable, Equatable {
    /// Share of items on which the path's two runs differ.
    package let selfDisagreement: Double
    /// Share of items on which the path's first run differs from the other path.
    package let crossDisagreement: Double

    /// Creates the comparison of answers to the same items; nil for no items.
    package init?<Label: Equatable>(firstRun: [Label], secondRun: [Label], other: [Label]) {
        precondition(firstRun.count == secondRun.count && firstRun.count == other.count, "lengths")
        guard !firstRun.isEmpty else { return nil }
        let n = Double(firstRun.count)
        selfDisagreement = Double(zip(firstRun, secondRun).count { $0 != $1 }) / n
        crossDisagreement = Double(zip(firstRun, other).count { $0 != $1 }) / n
    }

    /// 100·|raw − noise|/(raw + noise), in percent; 0 where neither differs.
    package var relativeDifference: Double {
        let sum = crossDisagreement + selfDisagreement
        return sum > 0 ? 100 * abs(crossDisagreement - selfDisagreement) / sum : 0
    }

    /// 100·|raw − noise| of all items, in percent.
    package var absoluteDifference: Double { 100 * abs(crossDisagreement - selfDisagreement) }

    /// Returns whether the difference counts: above Diffy's 20 % relative and 0.03 % absolute.
    package func isAboveNoise(relative: Double = 20, absolute: Double = 0.03) -> Bool {
        crossDisagreement > selfDisagreement && relativeDifference > relative
            && absoluteDifference > absolute
    }
}
