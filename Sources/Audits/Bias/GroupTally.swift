import Statistics

/// What a path answered, by group: counts, and an e-process for each measure.
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
    /// Items of a block of an e-process.
    private static let blockSize = 50

    private(set) var counts: [Measure: [String: Count]] = [:]
    /// Selection by window of time and group.
    private(set) var windows: [AuditWindow: [String: Count]] = [:]
    private var blocks: [Measure: [String: Count]] = [:]
    private var processes: [Measure: EqualRatesEProcess<String>] = [:]
    private var groups: Set<String> = []

    /// Counts a case; `truth` is nil while nobody knows whether the good answer was right.
    mutating func append(
        _ name: String, isSelected: Bool, truth: Bool?, in window: AuditWindow
    ) {
        if groups.count < Self.mostGroups { groups.insert(name) }
        let group = groups.contains(name) ? name : "(other)"
        count(.selection, group, isSelected)
        windows[window, default: [:]][group, default: Count()].add(isSelected)
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
