import Decisions
import JSONCodec

extension Replay {
    /// Reads the cases of a batch.
    func parse(_ batch: CaseBatch, _ number: Int, _ reader: CaseReader) -> ParsedBatch {
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
    func admit(_ batch: ParsedBatch, _ progress: ReplayProgress) -> ParsedBatch {
        var batch = batch
        progress.update { summary in
            let room = options.limit.map { max(0, $0 - summary.read) } ?? batch.entries.count
            if batch.entries.count > room { batch.entries.removeLast(batch.entries.count - room) }
            summary.read += batch.entries.count
            summary.bytesRead += batch.size
            for entry in batch.entries {
                summary.undeclaredMembers += entry.reading.undeclared
                if let name = entry.reading.undeclaredName,
                    summary.undeclaredNames.count < ReplaySummary.exampleLimit
                {
                    summary.undeclaredNames.insert(name)
                }
                for problem in entry.reading.problems {
                    summary.leaveOut(problem, line: entry.line)
                }
            }
        }
        return batch
    }
}
