import Decisions
import Evidence
import Statistics

/// The cases that both paths were asked and that are old enough, where labels are drawn by lot: those
/// on which the paths agree, and those on which they differ.
///
/// Within either kind all labels were drawn with one chance, so that they are a fair sample of it; how
/// many cases there are of either is known. So figures over all cases follow without weighing one by
/// one.
struct LabelStrata: Sendable {
    private(set) var heuristic: PathStrata
    private(set) var model: PathStrata
    private(set) var cascade: PathStrata
    /// Who is right on the labelled cases on which the paths differ: the model first.
    private(set) var disagreements = PairedTable(
        bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0)

    init(options: Int) {
        heuristic = PathStrata(options: options)
        (model, cascade) = (heuristic, heuristic)
    }

    mutating func append(
        isDisagreement: Bool, truth: Int?, heuristic first: (cell: AnswerCell, slot: Int),
        model second: (cell: AnswerCell, slot: Int)
    ) {
        heuristic.append(isDisagreement, first.cell, slot: first.slot, truth: truth)
        model.append(isDisagreement, second.cell, slot: second.slot, truth: truth)
        let last = first.slot < heuristic.options ? first : second
        cascade.append(isDisagreement, last.cell, slot: last.slot, truth: truth)
        if isDisagreement, let truth {
            disagreements.append(firstRight: second.slot == truth, secondRight: first.slot == truth)
        }
    }

    mutating func join(_ other: LabelStrata) {
        heuristic.join(other.heuristic)
        model.join(other.model)
        cascade.join(other.cascade)
        disagreements.join(other.disagreements)
    }

    /// How much more accurate the model is; nil where no disagreement has a label.
    var difference: Estimate? {
        drawnDifference(
            disagreements, disagreements: model.disagreements.cases,
            of: model.agreements.cases + model.disagreements.cases)
    }
}

/// What a path did in the cases of either kind.
struct PathStrata: Sendable {
    struct Stratum: Sendable {
        fileprivate(set) var cases = 0
        fileprivate(set) var answered = 0
        fileprivate(set) var labelled = 0
        /// Of the labelled cases: truth by row; options, abstained, failed by column.
        fileprivate(set) var table: CountTable

        fileprivate mutating func append(slot: Int, truth: Int?) {
            cases += 1
            if slot < table.rows { answered += 1 }
            guard let truth else { return }
            labelled += 1
            table[truth, slot] += 1
        }

        fileprivate mutating func join(_ other: Stratum) {
            cases += other.cases
            answered += other.answered
            labelled += other.labelled
            table.join(other.table)
        }

        var right: Int { (0..<table.rows).reduce(0) { $0 + table[$1, $1] } }

        var answeredLabelled: Int {
            (0..<table.rows).reduce(0) { sum, truth in
                (0..<table.rows).reduce(sum) { $0 + table[truth, $1] }
            }
        }
    }

    private(set) var agreements: Stratum
    private(set) var disagreements: Stratum
    private(set) var paid = Money.zero
    private(set) var priced = 0
    private var waited: Int64 = 0

    init(options: Int) {
        agreements = Stratum(table: CountTable(rows: options, columns: options + 2))
        disagreements = agreements
    }

    var options: Int { agreements.table.rows }

    fileprivate mutating func append(
        _ isDisagreement: Bool, _ cell: AnswerCell, slot: Int, truth: Int?
    ) {
        waited.addClamping(max(0, cell.latency))
        if let price = cell.price {
            priced += 1
            paid += price
        }
        if isDisagreement {
            disagreements.append(slot: slot, truth: truth)
        } else {
            agreements.append(slot: slot, truth: truth)
        }
    }

    fileprivate mutating func join(_ other: PathStrata) {
        waited.addClamping(other.waited)
        paid += other.paid
        priced += other.priced
        agreements.join(other.agreements)
        disagreements.join(other.disagreements)
    }

    var cases: Int { agreements.cases + disagreements.cases }
    var seconds: Double { Double(waited) / 1e9 }

    private var strata: [Stratum] { [agreements, disagreements].filter { $0.cases > 0 } }

    /// Whether either kind that there is has a label.
    var isKnown: Bool { cases > 0 && strata.allSatisfy { $0.labelled > 0 } }

    var accuracy: Estimate? {
        drawnProportion(
            strata.map {
                DrawnStratum(cases: $0.cases, known: $0.labelled, successes: $0.right)
            })
    }

    /// How many cases it answered is known; how many of those it got right is drawn.
    var accuracyWhenAnswered: Estimate? {
        drawnProportion(
            strata.map {
                DrawnStratum(cases: $0.answered, known: $0.answeredLabelled, successes: $0.right)
            })
    }

    /// Needs no label.
    var coverage: Estimate? {
        .proportion(agreements.answered + disagreements.answered, of: cases)
    }

    /// Of how many cases with a truth an accuracy would be as uncertain, had all counted alike
    /// (Kish): (Σw)²/Σw² with w the cases that a label stands for; nil where one kind has none.
    var effectiveLabels: Double? {
        guard isKnown else { return nil }
        let squares = strata.reduce(0.0) {
            $0 + Double($1.cases) * Double($1.cases) / Double($1.labelled)
        }
        return Double(cases) * Double(cases) / squares
    }

    /// In how many of all cases that were the truth, and this what the path did: an estimate.
    func estimated(truth: Int, slot: Int) -> Double {
        guard isKnown else { return 0 }
        return strata.reduce(0.0) {
            $0 + Double($1.table[truth, slot]) * Double($1.cases) / Double($1.labelled)
        }
    }

    /// The same in whole cases.
    var estimatedTable: CountTable {
        var table = CountTable(rows: options, columns: options + 2)
        for truth in 0..<table.rows {
            for slot in 0..<table.columns {
                table[truth, slot] = Int(estimated(truth: truth, slot: slot).rounded())
            }
        }
        return table
    }
}
