/// The mean difference where people label cases by lot: of cases that need no label as they are, of the
/// others what is known of them, and the mean gain of those with a label.
///
/// Poststratified: labels speak for all cases on which the paths differ, whose share is known (Cochran
/// 1977, section 5A.9), units counting by 1/π.
struct DrawnMean: Sendable {
    /// A unit whose gain only its truth tells.
    struct Unit: Sendable {
        /// What its difference is but for the gain.
        var rest: Double
        /// Nil where it has no label, or none that counts.
        var gain: Double?
        /// 1 over the chance of its label; 0 where the lot left it out.
        var drawing: Double
    }

    private var weight = 0.0
    private var rest = 0.0
    private var undecidedWeight = 0.0
    private var labelledWeight = 0.0
    private var gain = 0.0
    /// Sums of the weights 1/(π·p) of the units whose difference is known, and of their squares.
    private var seenWeight = 0.0
    private var squaredSeenWeight = 0.0

    /// Takes in a unit; `value` is its difference where it needs no label.
    mutating func append(_ value: Double, _ unit: Unit?, inclusion: Double) {
        let share = 1 / inclusion
        weight += share
        guard let unit else {
            rest += value * share
            see(share)
            return
        }
        rest += unit.rest * share
        undecidedWeight += share
        guard let gain = unit.gain else { return }
        labelledWeight += share
        self.gain += gain * share
        see(share * unit.drawing)
    }

    private mutating func see(_ weight: Double) {
        seenWeight += weight
        squaredSeenWeight += weight * weight
    }

    /// Nil before the first unit, and before the first label of those that need one.
    var mean: Double? {
        guard weight > 0 else { return nil }
        guard undecidedWeight > 0 else { return rest / weight }
        guard labelledWeight > 0 else { return nil }
        return rest / weight + undecidedWeight / weight * gain / labelledWeight
    }

    /// Kish's effective number of units, (Σw)²/Σw².
    var effectiveUnits: Double? {
        squaredSeenWeight > 0 ? seenWeight * seenWeight / squaredSeenWeight : nil
    }
}
