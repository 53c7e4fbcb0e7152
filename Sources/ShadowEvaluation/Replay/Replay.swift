package import Decisions
package import Evidence
import JSONCodec

/// Recorded cases, answered by every path side by side, with every observation logged.
///
/// Batches are read and parsed ahead, registered in the order of the source (so that the log knows
/// what it has), answered, and logged. Nothing that the log has is asked again.
package struct Replay: Sendable {
    package var feature: Feature
    package var key: FeatureKey
    package var paths: [AnsweringPath]
    /// The versions of an observation; the model's identity is added to it.
    package var versions: VersionSet
    package var source: CaseSource
    /// Names cases without an id, with their line number.
    package var sourceHash: String
    package var options: ReplayOptions
    package var spendLimit: SpendLimit
    package var clock: ReplayClock
    /// Gets what was logged, as JSON lines in the order of the log, where somebody reads along.
    package var output: (@Sendable ([UInt8]) throws -> Void)?

    package init(
        feature: Feature, key: FeatureKey, paths: [AnsweringPath], versions: VersionSet,
        source: CaseSource, sourceHash: String, options: ReplayOptions, spendLimit: SpendLimit,
        clock: ReplayClock, output: (@Sendable ([UInt8]) throws -> Void)? = nil
    ) {
        self.feature = feature
        self.key = key
        self.paths = paths
        self.versions = versions
        self.source = source
        self.sourceHash = sourceHash
        self.options = options
        self.spendLimit = spendLimit
        self.clock = clock
        self.output = output
    }

    private enum Stage: Sendable {
        case parsed(ParsedBatch)
        case answered
    }

    /// Replays what `feed` gives until its end, or until `stop` or the spend limit ends it.
    ///
    /// Throws where the source cannot be read or the log cannot be written; what was logged before
    /// stays.
    package func run(
        _ feed: consuming CaseFeed, into store: SQLiteEvidenceStore, progress: ReplayProgress,
        stop: ReplayStop
    ) async throws {
        let reader = CaseReader(feature)
        let asksModel = paths.contains(where: \.isModel)
        // A model path bounds its own calls; rules use every core. Who reads along gets one batch
        // after the other, in the order of the log.
        let answeringWidth = asksModel || output != nil ? 1 : 3
        try await withThrowingTaskGroup(of: Stage.self) { group in
            var sequence = BatchSequence()
            var parsing = 0
            var answering = 0
            var isAtEnd = false
            while true {
                while !isAtEnd, parsing + sequence.waiting < 3 {
                    let isIdle = parsing + sequence.waiting + answering == 0
                    while isIdle, !isOver(progress, stop),
                        !feed.hasInput(within: .milliseconds(100))
                    {}
                    guard isIdle || feed.hasInput() else { break }
                    guard !isOver(progress, stop), let batch = try feed.next() else {
                        isAtEnd = true
                        break
                    }
                    let number = sequence.nextNumber()
                    parsing += 1
                    group.addTask { .parsed(parse(batch, number, reader)) }
                }
                while answering < answeringWidth, let batch = sequence.takeNext() {
                    guard !isOver(progress, stop) else { break }
                    let part = admit(batch, progress)
                    let registered = try await register(part, store, progress)
                    answering += 1
                    group.addTask {
                        try await answer(registered, store, progress, stop)
                        return .answered
                    }
                }
                guard let stage = try await group.next() else { break }
                switch stage {
                case .parsed(let batch):
                    parsing -= 1
                    sequence.insert(batch)
                case .answered: answering -= 1
                }
            }
        }
        if stop.isRequested {
            progress.update { $0.stopReason = $0.stopReason ?? .requested }
        }
    }

    private func isOver(_ progress: ReplayProgress, _ stop: ReplayStop) -> Bool {
        if stop.isRequested { return true }
        let summary = progress.snapshot
        return summary.stopReason != nil || options.limit.map { summary.read >= $0 } ?? false
    }

    private func parse(_ batch: CaseBatch, _ number: Int, _ reader: CaseReader) -> ParsedBatch {
        var parsed = ParsedBatch(number: number, size: batch.bytes.count)
        parsed.entries.reserveCapacity(batch.lines.count)
        batch.bytes.withUnsafeBufferPointer { bytes in
            for line in batch.lines {
                let reading = reader.read(
                    UnsafeBufferPointer(rebasing: bytes[line.range]),
                    fallbackID: "\(sourceHash):\(line.number)")
                parsed.entries.append(ParsedBatch.Entry(line: line.number, reading: reading))
            }
        }
        for problem in batch.problems {
            let reading = CaseReader.Reading(case: nil, problems: [problem.problem])
            parsed.entries.append(ParsedBatch.Entry(line: problem.line, reading: reading))
        }
        // A line that is no case belongs to one part as well, so that all parts' counts add up.
        parsed.entries.removeAll { entry in
            !options.shard.contains(entry.reading.case?.id ?? "\(sourceHash):\(entry.line)")
        }
        if !batch.problems.isEmpty { parsed.entries.sort { $0.line < $1.line } }
        return parsed
    }

    /// Counts what was read, up to the limit.
    private func admit(_ batch: ParsedBatch, _ progress: ReplayProgress) -> ParsedBatch {
        var batch = batch
        progress.update { summary in
            let room = options.limit.map { max(0, $0 - summary.read) } ?? batch.entries.count
            if batch.entries.count > room { batch.entries.removeLast(batch.entries.count - room) }
            summary.read += batch.entries.count
            summary.bytesRead += batch.size
            for entry in batch.entries {
                summary.undeclaredMembers += entry.reading.undeclared
                for problem in entry.reading.problems {
                    summary.leaveOut(problem, line: entry.line)
                }
            }
        }
        return batch
    }
}
