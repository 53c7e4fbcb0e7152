package import Statistics

/// How much more accurate the model is than the heuristic in a slice.
package struct SliceFigures: Sendable {
    package var field: String
    package var value: String
    /// Whether the plan promised to judge it.
    package var isPromised: Bool
    /// Units with an outcome that both were asked.
    package var pairs: Int
    package var onlyModelRight: Int
    package var onlyHeuristicRight: Int
    /// Model minus heuristic, with Newcombe's interval.
    package var difference: Estimate
    /// How often both gave the same answer, where both gave one, whether or not the truth is known;
    /// Wilson's interval.
    package var agreement: Estimate?
    /// Holm's p over the promised slices, valid at every look while the effect is steady; nil for
    /// others.
    package var adjustedP: Double?
    /// Whether a difference is found: promised ones by Holm at 5 %, others by e-BH at 10 %.
    package var isFound: Bool

    /// Fewer pairs say nothing.
    package static let fewest = 30

    package var isTooSmall: Bool { pairs < Self.fewest }
}

/// Counts the pairs of each slice.
struct SliceTally: Sendable {
    private struct Cell {
        var pairs = LabelledPairs()
        var process = DiscordantPairEProcess()
        var bothAnswered = 0
        var agreed = 0
    }

    /// By field, then by value.
    private var cells: [[Cell]]

    init(fields: Int) {
        cells = Array(repeating: [], count: fields)
    }

    /// Counts a case whose right answer is `truth`; answers of `options` and more are none.
    mutating func append(
        field: Int, value: Int, heuristic: Int, model: Int, truth: Int?, options: Int
    ) {
        while cells[field].count <= value { cells[field].append(Cell()) }
        if heuristic < options, model < options {
            cells[field][value].bothAnswered += 1
            if heuristic == model { cells[field][value].agreed += 1 }
        }
        cells[field][value].pairs.append(
            differs: heuristic != model && min(heuristic, model) < options, truth: truth,
            heuristic: heuristic, model: model)
        guard let truth, (model == truth) != (heuristic == truth) else { return }
        cells[field][value].process.append(firstWins: model == truth)
    }

    /// The slices by field, those with most pairs first.
    func figures(
        _ names: [(field: String, values: [String])], promised: [String]
    ) -> [SliceFigures] {
        var figures: [SliceFigures] = []
        var (eValues, anytimeP): ([Double], [Double]) = ([], [])
        for (field, name) in names.enumerated() {
            let tables = cells[field].map(\.pairs.table)
            let order = tables.indices.sorted {
                (tables[$1].pairs, $0) < (tables[$0].pairs, $1)
            }
            for value in order {
                let (cell, table) = (cells[field][value], tables[value])
                guard let difference = cell.pairs.difference?.newcombe else { continue }
                figures.append(
                    SliceFigures(
                        field: name.field, value: name.values[value],
                        isPromised: promised.contains(name.field), pairs: table.pairs,
                        onlyModelRight: table.onlyFirst,
                        onlyHeuristicRight: table.onlySecond,
                        difference: difference,
                        agreement: .proportion(cell.agreed, of: cell.bothAnswered),
                        isFound: false))
                eValues.append(cell.process.eValue)
                anytimeP.append(cell.process.anytimeP)
            }
        }
        judge(&figures, eValues, anytimeP)
        return figures
    }

    /// Slices that are too small stay in the count: to leave them out would be to look first.
    private func judge(
        _ figures: inout [SliceFigures], _ eValues: [Double], _ anytimeP: [Double]
    ) {
        let promised = figures.indices.filter { figures[$0].isPromised }
        for (index, p) in zip(promised, holmAdjusted(promised.map { anytimeP[$0] })) {
            figures[index].adjustedP = p
            figures[index].isFound = p <= 0.05 && !figures[index].isTooSmall
        }
        let explored = figures.indices.filter { !figures[$0].isPromised }
        guard !explored.isEmpty else { return }
        for place in eBenjaminiHochberg(explored.map { eValues[$0] }, alpha: 0.1) {
            figures[explored[place]].isFound = !figures[explored[place]].isTooSmall
        }
    }
}
