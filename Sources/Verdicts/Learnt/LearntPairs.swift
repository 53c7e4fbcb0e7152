import Statistics

/// Who is right beside a path, in cases each of which stands for others of its kind.
struct LearntPairs {
    private let weights: (agreeing: Double, differing: Double)
    private var agreeing = PairedTable(bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0)
    private var differing = PairedTable(bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0)

    init(weights: (agreeing: Double, differing: Double)) {
        self.weights = weights
    }

    mutating func append(differs: Bool, firstRight: Bool, secondRight: Bool) {
        if differs {
            differing.append(firstRight: firstRight, secondRight: secondRight)
        } else {
            agreeing.append(firstRight: firstRight, secondRight: secondRight)
        }
    }

    private var strata: [(table: PairedTable, weight: Double)] {
        [(agreeing, weights.agreeing), (differing, weights.differing)]
    }

    /// The first one's accuracy.
    var accuracy: Estimate? {
        .proportion(strata.map { ($0.table.firstRight, $0.table.pairs, $0.weight) })
    }

    /// The first one's accuracy less the second's, with Newcombe's interval for the effective number
    /// of cases (Kish).
    var lead: Estimate? {
        let pairs = PairedWeights(
            strata, effective: effectiveCount(strata.map { ($0.table.pairs, $0.weight) }))
        guard let lead = pairs.difference, let interval = newcombePairedInterval(pairs) else {
            return nil
        }
        return Estimate(value: lead, interval: interval, confidence: 0.95)
    }
}
