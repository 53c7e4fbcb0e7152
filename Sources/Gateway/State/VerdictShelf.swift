import Reports

/// Verdicts of features: made again only where the log has grown, and so seldom that making them
/// takes a small share of the machine, however long the log is.
///
/// Whoever asks meanwhile gets what was made last.
actor VerdictShelf {
    typealias Verdicts = Result<[FeatureStatus.Judgement], FeatureState.StateProblem>

    private struct Made: Sendable {
        var verdicts: Verdicts
        var extent: [Int]
        var began: Int64
        var ended: Int64

        /// When it is due again.
        func next(at extent: [Int]) -> Int64 {
            // Cases mature without anything being logged.
            guard extent != self.extent else { return ended + VerdictShelf.longest }
            return ended + max(VerdictShelf.shortest, 20 * (ended - began))
        }
    }

    private static let shortest: Int64 = 30_000_000_000
    private static let longest: Int64 = 600_000_000_000

    private let nanoseconds: @Sendable () -> Int64
    private var made: [String: Made] = [:]
    private var work: [String: Task<Made, Never>] = [:]

    init(nanoseconds: @Sendable @escaping () -> Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Returns what is kept under `key`; `extent` says how much the log has, and changes with it.
    func verdicts(
        for key: String, extent: [Int], _ make: @Sendable @escaping () async -> Verdicts
    ) async -> Verdicts {
        guard let known = made[key] else { return await begin(key, extent, make).value.verdicts }
        if work[key] == nil, nanoseconds() >= known.next(at: extent) {
            _ = begin(key, extent, make)
        }
        return known.verdicts
    }

    private func begin(
        _ key: String, _ extent: [Int], _ make: @Sendable @escaping () async -> Verdicts
    ) -> Task<Made, Never> {
        if let work = work[key] { return work }
        let task = Task {
            let began = nanoseconds()
            let verdicts = await make()
            let made = Made(
                verdicts: verdicts, extent: extent, began: began, ended: nanoseconds())
            self.made[key] = made
            self.work[key] = nil
            return made
        }
        work[key] = task
        return task
    }
}
