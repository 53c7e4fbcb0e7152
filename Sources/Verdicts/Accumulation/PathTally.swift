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
    /// Cases with an outcome that counts: truth by row; options, abstained, failed by column.
    private(set) var confusion: CountTable
    /// Known prices of the cases with an outcome that counts, in nano-dollars.
    private(set) var paidJudged = Money.zero
    private(set) var judged = 0
    private(set) var pricedJudged = 0
    /// What callers waited in the cases with an outcome that counts, in nanoseconds: whole ones, so
    /// that their sum does not depend on the order of the cases.
    private var waitedJudged: Int64 = 0

    init(options: Int) {
        confusion = CountTable(rows: options, columns: options + 2)
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

    /// Counts the cell of a path that was asked; `slot` is its column of the confusion table.
    mutating func append(_ cell: AnswerCell, slot: Int, truth: Int?) {
        let options = confusion.rows
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
        guard let truth else { return }
        judged += 1
        waitedJudged.addClamping(max(0, cell.latency))
        confusion[truth, slot] += 1
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
        confusion.join(other.confusion)
        paidJudged += other.paidJudged
        judged += other.judged
        pricedJudged += other.pricedJudged
        waitedJudged.addClamping(other.waitedJudged)
    }

    /// What callers waited in the cases with an outcome that counts.
    var secondsJudged: Double { Double(waitedJudged) / 1e9 }

    mutating func countLaterPrice() { pricedLater += 1 }

    var correct: Int { (0..<confusion.rows).reduce(0) { $0 + confusion[$1, $1] } }

    var answeredJudged: Int {
        (0..<confusion.rows).reduce(0) { sum, truth in
            (0..<confusion.rows).reduce(sum) { $0 + confusion[truth, $1] }
        }
    }
}

extension Int64 {
    /// Adds a number that is not negative; a sum that does not fit is the greatest number.
    mutating func addClamping(_ other: Int64) {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        self = isTooLarge ? .max : sum
    }
}
