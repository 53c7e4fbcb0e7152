import Decisions
import Evidence

/// A case that the log knows by number, with what is to be asked about it.
struct RegisteredCase: Sendable {
    var `case`: Case
    var caseNumber: Int
    /// Indices into `Replay.paths`, each with the try that is wanted.
    var wanted: [(path: Int, repeatIndex: Int)]
    var outcomes: [RegisteredOutcome]
}

extension Replay {
    /// Every answer that a case should have, by path and try; one entry stands for all questions,
    /// which are asked together.
    private var wantedTries: [(path: Int, repeatIndex: Int)] {
        paths.indices.flatMap { index in
            // Rules give the same answer every time.
            (0..<(paths[index].isModel ? options.repeats : 1)).map { (index, $0) }
        }
    }

    /// Registers a batch with the log and leaves out what it has already.
    func register(
        _ batch: ParsedBatch, _ store: SQLiteEvidenceStore, _ claims: CaseClaims,
        _ progress: ReplayProgress
    ) async throws(EvidenceError) -> [RegisteredCase] {
        let tries = wantedTries
        let wanted = tries.flatMap { attempt in
            feature.questions.indices.map {
                WantedAnswer(
                    question: $0, path: paths[attempt.path].version,
                    repeatIndex: attempt.repeatIndex)
            }
        }
        let entries = batch.entries.compactMap { entry in
            entry.reading.case.map { (line: entry.line, case: $0) }
        }
        let tickets = try await store.register(
            entries.map { Self.arrival($0.case, line: $0.line) }, of: key, from: source,
            wanted: wanted, claims: claims, isOpen: isWanted)
        let now = clock.now()
        var registered: [RegisteredCase] = []
        progress.update { summary in
            for (entry, ticket) in zip(entries, tickets) {
                if case .duplicate(let line, let sameInput) = ticket.standing {
                    summary.count(duplicate: entry, of: line, sameInput: sameInput)
                    continue
                }
                let open = tries.enumerated().filter { index, _ in
                    let first = index * feature.questions.count
                    return ticket.statuses[first..<(first + feature.questions.count)]
                        .contains(where: isWanted)
                }.map(\.element)
                let outcomes = entry.case.outcomes.map {
                    RegisteredOutcome($0, caseNumber: ticket.caseNumber, receivedAt: now)
                }
                if open.isEmpty { summary.alreadyAnswered += 1 }
                guard !open.isEmpty || !outcomes.isEmpty else { continue }
                registered.append(
                    RegisteredCase(
                        case: entry.case, caseNumber: ticket.caseNumber, wanted: open,
                        outcomes: outcomes))
            }
        }
        return registered
    }

    @Sendable
    private func isWanted(_ status: UInt8?) -> Bool {
        guard let status else { return true }
        return options.retryFailed && status == Answer.Status.failed.rawValue
    }

    private static func arrival(_ found: Case, line: Int) -> CaseArrival {
        CaseArrival(
            id: found.id, inputHash: found.input.hash.high, line: line,
            time: found.time?.microseconds ?? CaseCell.noTime, user: found.user)
    }
}

extension ReplaySummary {
    fileprivate mutating func count(
        duplicate entry: (line: Int, case: Case), of line: Int, sameInput: Bool
    ) {
        guard !sameInput else {
            duplicates += 1
            return
        }
        leaveOut(
            CaseProblem(
                .duplicateID,
                "id `\(entry.case.id.prefix(80))` stands on line \(line) with another input"),
            line: entry.line)
    }
}
