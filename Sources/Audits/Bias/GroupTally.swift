import Statistics

/// What a path answered, by group: of each user's first case, and by stretches of time of the first
/// case in each, so that a gap is seen that comes to people who were all there before.
struct GroupTally: Sendable {
    /// The rates that are compared between groups.
    enum Measure: String, Hashable, Sendable, CaseIterable {
        case selection = "selection rate"
        case truePositive = "true positive rate"
        case falsePositive = "false positive rate"
    }

    /// Successes among trials.
    struct Count: Hashable, Sendable {
        var successes = 0
        var trials = 0

        var sample: ProportionSample? {
            trials > 0 ? ProportionSample(successes: successes, trials: trials) : nil
        }

        mutating func add(_ success: Bool) {
            successes += success ? 1 : 0
            trials += 1
        }
    }

    /// Groups beyond these are counted as one.
    private static let mostGroups = 40
    /// A window of fewer cases is not looked at by itself.
    private static let leastOfWindow = 200
    private static let shareOfWindows = EqualDistributionsEProcess.shareOfReturning

    private(set) var all = GroupRates()
    private(set) var windows: [AuditWindow: GroupRates] = [:]
    /// Windows with somebody who was there before.
    private var returning: Set<AuditWindow> = []
    private var groups: Set<String> = []

    /// Counts a case, a user's first of all or in its window; `truth` is nil while nobody knows whether
    /// the good answer was right.
    mutating func append(
        _ name: String, isSelected: Bool, truth: Bool?, in window: AuditWindow, isFirst: Bool
    ) {
        if groups.count < Self.mostGroups { groups.insert(name) }
        let group = groups.contains(name) ? name : "(other)"
        windows[window, default: GroupRates()].append(group, isSelected, truth)
        if isFirst {
            all.append(group, isSelected, truth)
        } else {
            returning.insert(window)
        }
    }

    /// The latest window that has cases enough, where people come back.
    var latest: AuditWindow? {
        returning.filter { windows[$0].map { $0.cases >= Self.leastOfWindow } ?? false }.max()
    }

    /// What of a chance the first cases may spend, and what a window, of which the first has the most:
    /// a user's cases in several windows need not be independent, so that each is one by itself.
    func alpha(_ alpha: Double, in window: AuditWindow?) -> Double {
        guard let window else {
            return returning.isEmpty ? alpha : alpha * (1 - Self.shareOfWindows)
        }
        return lineAlpha(
            alpha * Self.shareOfWindows, line: windows.keys.count { $0 <= window })
    }

    func rates(in window: AuditWindow?) -> GroupRates? {
        window.map { windows[$0] } ?? all
    }
}

/// Rates by group, and an e-process for each measure.
struct GroupRates: Sendable {
    typealias Measure = GroupTally.Measure
    typealias Count = GroupTally.Count

    /// Items of a block of an e-process.
    private static let blockSize = 50

    private(set) var counts: [Measure: [String: Count]] = [:]
    private var blocks: [Measure: [String: Count]] = [:]
    private var processes: [Measure: EqualRatesEProcess<String>] = [:]
    private(set) var cases = 0

    mutating func append(_ group: String, _ isSelected: Bool, _ truth: Bool?) {
        cases += 1
        count(.selection, group, isSelected)
        if let truth { count(truth ? .truePositive : .falsePositive, group, isSelected) }
    }

    /// In how many cases of a group, of those with an outcome, the good answer was right.
    func truths(of group: String) -> ProportionSample? {
        let right = counts[.truePositive]?[group]?.trials ?? 0
        let wrong = counts[.falsePositive]?[group]?.trials ?? 0
        return Count(successes: right, trials: right + wrong).sample
    }

    /// ln of the highest e-value of a measure so far.
    func logE(_ measure: Measure) -> Double { processes[measure]?.highestLogE ?? 0 }

    private mutating func count(_ measure: Measure, _ group: String, _ success: Bool) {
        counts[measure, default: [:]][group, default: Count()].add(success)
        blocks[measure, default: [:]][group, default: Count()].add(success)
        let block = blocks[measure] ?? [:]
        guard block.values.reduce(0, { $0 + $1.trials }) >= Self.blockSize else { return }
        processes[measure, default: EqualRatesEProcess()].append(
            block.mapValues { ($0.successes, $0.trials) })
        blocks[measure] = nil
    }
}
