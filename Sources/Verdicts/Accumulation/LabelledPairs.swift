import Statistics

/// The cases that both paths were asked, and what of those is known whose truth is.
///
/// Labels come more often where the paths differ. Each kind of case counts by how many there are of
/// it (poststratification), as long as some of it are labelled.
struct LabelledPairs: Sendable {
    fileprivate struct Part: Sendable {
        var cases = 0
        var table = PairedTable(bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0)

        /// How many cases a labelled one stands for.
        var weight: Double { Double(cases) / Double(max(1, table.pairs)) }
    }

    private var agreeing = Part()
    private var differing = Part()

    /// Counts a case that is old enough; the model comes first in the tables.
    mutating func append(differs: Bool, truth: Int?, heuristic: Int, model: Int) {
        if differs {
            differing.append(truth, heuristic, model)
        } else {
            agreeing.append(truth, heuristic, model)
        }
    }

    mutating func join(_ other: LabelledPairs) {
        agreeing.join(other.agreeing)
        differing.join(other.differing)
    }

    /// The labelled cases as they are.
    var table: PairedTable {
        var table = agreeing.table
        table.join(differing.table)
        return table
    }

    /// How many cases a labelled one stands for; 1 of either kind where all stand for as many.
    var weights: (agreeing: Double, differing: Double) {
        let parts = [agreeing, differing].filter { $0.table.pairs > 0 }
        return parts.contains { $0.weight != parts[0].weight }
            ? (agreeing.weight, differing.weight) : (1, 1)
    }

    /// The same cases, each counted by that.
    var weighted: PairedWeights {
        guard weights != (1, 1) else { return PairedWeights(table) }
        return PairedWeights([
            (agreeing.table, agreeing.weight), (differing.table, differing.weight),
        ])
    }

    /// The share of all cases in which the model is right.
    var modelAccuracy: Estimate? {
        .proportion([agreeing, differing].map { ($0.table.firstRight, $0.table.pairs, $0.weight) })
    }

    /// The same of the cascade, which is right in so many of the labelled cases.
    func cascadeAccuracy(agreeing right: Int, differing others: Int) -> Estimate? {
        .proportion([
            (right, agreeing.table.pairs, agreeing.weight),
            (others, differing.table.pairs, differing.weight),
        ])
    }
}

extension LabelledPairs.Part {
    fileprivate mutating func append(_ truth: Int?, _ heuristic: Int, _ model: Int) {
        cases += 1
        guard let truth else { return }
        table.append(firstRight: model == truth, secondRight: heuristic == truth)
    }

    fileprivate mutating func join(_ other: Self) {
        cases += other.cases
        table.join(other.table)
    }
}
