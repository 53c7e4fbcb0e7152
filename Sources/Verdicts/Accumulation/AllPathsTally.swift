import Decisions
package import Evidence

/// Counts the cases that all paths of a feature were asked by which of them were right.
///
/// Rows ask for the versions of the paths, at most 32, in the order of `paths`.
package struct AllPathsTally: Sendable {
    private let survey: CaseSurvey
    private let cutoff: Int64
    private let paths: [String]
    private var users = UserSet()
    /// By a bit for each path.
    private var counts: [UInt32: Int] = [:]

    package init(_ input: VerdictInput, paths: [String]) {
        precondition(paths.count <= 32, "a bit for each path")
        survey = CaseSurvey(input)
        cutoff = CaseSurvey.cutoff(input)
        self.paths = paths
    }

    package mutating func append(_ row: EvidenceRow) {
        let input = survey.input
        guard let row = input.asOf == .today ? row : survey.asOf(row),
            row.caseNumber >= input.firstCase, row.answers.count == paths.count,
            let truth = row.truth,
            row.time.map({ $0 <= cutoff }) ?? (input.outcome.maturesAfter == .zero)
        else { return }
        var right: UInt32 = 0
        for path in paths.indices {
            let slot = row.answers[path].slot(options: input.question.options.count)
            guard slot != CaseRecord.none else { return }
            if Int(slot) == truth { right |= 1 << path }
        }
        if input.unit == .user, let user = row.user, !users.insert(user) { return }
        counts[right, default: 0] += 1
    }

    /// Returns the figures; nil where no case was asked of all.
    package func figures() -> AllPaths? {
        AllPaths(
            paths,
            patterns: counts.sorted { $0.key < $1.key }.map { bits, count in
                (paths.indices.map { bits & 1 << $0 != 0 }, count)
            })
    }
}
