package import Decisions
package import Evidence

/// What a replay did.
package struct ReplaySummary: Sendable {
    /// What a path did in this run.
    package struct PathCounts: Hashable, Sendable {
        package var answered = 0
        package var abstained = 0
        package var failed = 0
        package var failures: [AnswerReason.Code: Int] = [:]
        /// The first detail of each kind of failure.
        package var details: [AnswerReason.Code: String] = [:]
        package var spent = Money.zero
        /// Answers of which the price is unknown.
        package var unpriced = 0
        /// Answers that came from a recording.
        package var recorded = 0

        package init() {}

        /// The commonest failure of a live model that never got to answer; `nil` where one did.
        package var outage: AnswerReason? {
            let isOut = failures.keys.allSatisfy { $0 == .unreachable || $0 == .httpStatus }
            guard failed > 0, isOut, answered + abstained + recorded == 0,
                let code = failures.max(by: {
                    ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue)
                })?.key
            else { return nil }
            return AnswerReason(code, detail: details[code])
        }
    }

    /// Something left out, for people: at most `exampleLimit` are kept.
    package struct Example: Hashable, Sendable {
        package var line: Int
        package var problem: CaseProblem
    }

    package enum StopReason: Hashable, Sendable {
        /// Somebody asked for it.
        case requested
        case spendLimit(Money)
    }

    package static let exampleLimit = 5

    /// Cases that were read from the source and belong to this shard.
    package var read = 0
    /// Bytes of the source that are behind, for the progress bar.
    package var bytesRead = 0
    /// Cases of which something was answered in this run.
    package var answered = 0
    /// Cases of which the log had every answer.
    package var alreadyAnswered = 0
    /// Lines with the id and input of an earlier line.
    package var duplicates = 0
    /// Cases that were left out, by reason.
    package var leftOut: [CaseProblem.Kind: Int] = [:]
    package var examples: [Example] = []
    /// Members of cases that the feature does not declare.
    package var undeclaredMembers = 0
    /// The names of some of them.
    package var undeclaredNames: Set<String> = []
    package var observations = 0
    package var paths: [String: PathCounts] = [:]
    package var outcomes = OutcomeCounts()
    package var stopReason: StopReason?

    package init() {}

    /// Cases that are behind, whatever became of them.
    package var done: Int { answered + alreadyAnswered + duplicates + casesLeftOut }

    /// Cases that were left out; those of which only a truth is bad are asked about all the same.
    package var casesLeftOut: Int {
        leftOut.filter { $0.key != .badOutcome }.values.reduce(0, +)
    }

    mutating func leaveOut(_ problem: CaseProblem, line: Int) {
        leftOut[problem.kind, default: 0] += 1
        if examples.count < Self.exampleLimit {
            examples.append(Example(line: line, problem: problem))
        }
    }

    mutating func count(_ answer: Answer) {
        var counts = paths[answer.path] ?? PathCounts()
        switch answer.status {
        case .answered: counts.answered += 1
        case .abstained: counts.abstained += 1
        case .failed, .skipped, .shed:
            counts.failed += 1
            if let reason = answer.reason {
                counts.failures[reason.code, default: 0] += 1
                counts.details[reason.code] = counts.details[reason.code] ?? reason.detail
            }
        }
        if answer.isRecorded { counts.recorded += 1 }
        if let price = answer.price { counts.spent += price } else { counts.unpriced += 1 }
        paths[answer.path] = counts
    }
}
