import Evidence

/// The cases that the frontier and the figures on stated confidence are made of: all that both paths
/// were asked, or of a large log a fixed share by a hash of their numbers.
struct FrontierSample: Sendable {
    /// Sorting the waiting times of more at each point would take longer than the verdict itself.
    private static let mostCases = 20_000

    private var cases: [FrontierCase] = []
    private(set) var halvings: Int

    /// Creates an empty sample of a log of which others are known to need so many halvings.
    init(halvings: Int = 0) {
        self.halvings = halvings
    }

    /// Takes in a case with the paths' answers; `hasModel` says whether there is one to be asked.
    mutating func append(
        _ record: CaseRecord, truth: Int, heuristic: AnswerCell, model: AnswerCell, hasModel: Bool
    ) {
        guard record.model < CaseRecord.shed || !hasModel,
            record.heuristic != CaseRecord.none, isChosen(record)
        else { return }
        cases.append(
            FrontierCase(
                record: record, truth: truth, stated: heuristic.probability,
                modelStated: model.probability, rule: heuristic.rule))
        halve()
    }

    /// Adds the cases of another stretch of the log: what is kept is the same as of both in one.
    mutating func join(_ other: FrontierSample) {
        if other.halvings > halvings {
            halvings = other.halvings
            cases = cases.filter { isChosen($0.record) }
        }
        for item in other.cases where isChosen(item.record) {
            cases.append(item)
            halve()
        }
    }

    private mutating func halve() {
        while cases.count > Self.mostCases {
            halvings += 1
            cases = cases.filter { isChosen($0.record) }
        }
    }

    /// The share of the cases that are kept, in (0, 1].
    var share: Double { 1 / Double(1 << halvings) }

    /// The cases in the order of time, of each user the first; nil where the model was asked more
    /// often in some cases than in others, so that they don't stand for all.
    func ordered(oneOfEachUser: Bool) -> [FrontierCase]? {
        guard Set(cases.map(\.record.inclusion)).count <= 1 else { return nil }
        var users: Set<UInt64> = []
        return cases.sorted { CaseRecord.isInOrder($0.record, $1.record) }.filter {
            !oneOfEachUser || $0.record.user == 0 || users.insert($0.record.user).inserted
        }
    }

    /// SplitMix64 of the case's number (Steele, Lea & Flood 2014).
    private func isChosen(_ record: CaseRecord) -> Bool {
        var z = UInt64(record.caseNumber) &+ 0x9e37_79b9_7f4a_7c15
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return (z ^ (z >> 31)) & (1 << halvings - 1) == 0
    }
}
