import Decisions
import Evidence

/// What a path did, counted over its cases in any order.
struct PathTally: Sendable {
    private(set) var answered = 0
    private(set) var abstained = 0
    private(set) var failed = 0
    private(set) var skipped = 0
    private(set) var shed = 0
    /// By position in `AnswerReason.Code.allCases` from 1; 0 where none is given.
    private(set) var failures = [Int](repeating: 0, count: AnswerReason.Code.allCases.count + 1)
    private(set) var recorded = 0
    /// Known prices, in nano-dollars.
    private(set) var paid = Money.zero
    private(set) var priced = 0
    private(set) var answeredWithoutPrice = 0
    /// Prices that were not known when the answers were logged.
    private(set) var pricedLater = 0
    private(set) var latencies = LatencyHistogram()
    /// Cases with an outcome that counts, by stratum: truth by row; options, abstained, failed by
    /// column.
    private var confusions: [CountTable]
    /// Cases that are old enough, by stratum, and those of them that it answered.
    private var mature = [Int](repeating: 0, count: CaseStratum.allCases.count)
    private var matureAnswered = [Int](repeating: 0, count: CaseStratum.allCases.count)
    /// Known prices of the cases with an outcome that counts, in nano-dollars.
    private(set) var paidJudged = Money.zero
    private(set) var judged = 0
    private(set) var pricedJudged = 0
    /// What callers waited in the cases with an outcome that counts, in nanoseconds: whole ones, so
    /// that their sum does not depend on the order of the cases.
    private var waitedJudged: Int64 = 0

    init(options: Int) {
        confusions = CaseStratum.allCases.map { _ in
            CountTable(rows: options, columns: options + 2)
        }
    }

    /// Cases in which the path was asked.
    var asked: Int { answered + abstained + failed }

    /// Counts a cell whose path was not asked.
    mutating func appendUnasked(_ cell: AnswerCell) {
        switch Answer.Status(rawValue: cell.status) {
        case .skipped: skipped += 1
        case .shed: shed += 1
        case .answered, .abstained, .failed, nil: break
        }
    }

    /// Counts the cell of a path that was asked; `slot` is its column of the confusion table, and
    /// `stratum` nil where the case is too young.
    mutating func append(_ cell: AnswerCell, slot: Int, truth: Int?, _ stratum: CaseStratum?) {
        let options = confusions[0].rows
        if slot < options {
            answered += 1
        } else if slot == options {
            abstained += 1
        } else {
            failed += 1
            failures[min(Int(cell.reason), failures.count - 1)] += 1
        }
        if cell.isRecorded { recorded += 1 }
        latencies.append(cell.latency)
        if let price = cell.price {
            priced += 1
            paid += price
        } else if slot < options {
            answeredWithoutPrice += 1
        }
        guard let stratum else { return }
        mature[stratum.rawValue] += 1
        if slot < options { matureAnswered[stratum.rawValue] += 1 }
        guard let truth else { return }
        judged += 1
        waitedJudged.addClamping(max(0, cell.latency))
        confusions[stratum.rawValue][truth, slot] += 1
        if let price = cell.price {
            pricedJudged += 1
            paidJudged += price
        }
    }

    /// Adds what was counted over other cases.
    mutating func join(_ other: PathTally) {
        answered += other.answered
        abstained += other.abstained
        failed += other.failed
        skipped += other.skipped
        shed += other.shed
        for index in failures.indices { failures[index] += other.failures[index] }
        recorded += other.recorded
        paid += other.paid
        priced += other.priced
        answeredWithoutPrice += other.answeredWithoutPrice
        pricedLater += other.pricedLater
        latencies.join(other.latencies)
        for index in confusions.indices {
            confusions[index].join(other.confusions[index])
            mature[index] += other.mature[index]
            matureAnswered[index] += other.matureAnswered[index]
        }
        paidJudged += other.paidJudged
        judged += other.judged
        pricedJudged += other.pricedJudged
        waitedJudged.addClamping(other.waitedJudged)
    }

    /// What callers waited in the cases with an outcome that counts.
    var secondsJudged: Double { Double(waitedJudged) / 1e9 }

    mutating func countLaterPrice() { pricedLater += 1 }

    var correct: Int { confusions.reduce(0) { $0 + $1.agreeing } }

    /// Cases with an outcome that counts: truth by row; options, abstained, failed by column.
    var confusion: CountTable {
        confusions.dropFirst().reduce(into: confusions[0]) { $0.join($1) }
    }

    /// The tables of the strata that have labelled cases, and how many cases of its stratum each of
    /// those stands for.
    ///
    /// Where some kind of case is labelled more often than another, each counts by how many cases
    /// there are of it (poststratification).
    var strata: [(table: CountTable, weight: Double)] {
        zip(confusions, mature).compactMap { table, cases in
            let labelled = table.total
            return labelled > 0 ? (table, Double(cases) / Double(labelled)) : nil
        }
    }

    /// The labelled cases, each kind by how many cases there are of it.
    var shares: ShareTable {
        ShareTable(rows: confusions[0].rows, columns: confusions[0].columns, strata)
    }

    /// Cases of kinds of which none is labelled; empty where no case at all is.
    ///
    /// A path that was asked alone is left out: it was so by lot, and what is labelled elsewhere
    /// speaks for it.
    var unlabelled: [CaseStratum: Int] {
        Dictionary(uniqueKeysWithValues: unlabelledKinds.map { ($0, mature[$0.rawValue]) })
    }

    /// Those of them that the path answered.
    var unlabelledAnswered: Int {
        unlabelledKinds.reduce(0) { $0 + matureAnswered[$1.rawValue] }
    }

    /// Whether at most one case in a hundred is of a kind of which none is labelled.
    var isTold: Bool {
        100 * unlabelled.values.reduce(0, +) <= mature.reduce(0, +)
    }

    private var unlabelledKinds: [CaseStratum] {
        guard judged > 0 else { return [] }
        return [.agreeing, .differing].filter {
            mature[$0.rawValue] > 0 && confusions[$0.rawValue].total == 0
        }
    }
}

extension CountTable {
    /// Answers among the cases of a path's confusion table.
    var answered: Int {
        (0..<rows).reduce(0) { sum, truth in
            (0..<rows).reduce(sum) { $0 + self[truth, $1] }
        }
    }
}

extension Int64 {
    /// Adds a number that is not negative; a sum that does not fit is the greatest number.
    fileprivate mutating func addClamping(_ other: Int64) {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        self = isTooLarge ? .max : sum
    }
}
