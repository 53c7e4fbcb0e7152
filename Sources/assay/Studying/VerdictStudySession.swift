import Verdicts

/// Draws the streams of a study's parts on all cores.
struct VerdictStudySession {
    let parts: [VerdictStudy.Part]
    let streams: Int
    let seed: UInt64

    /// Streams that are drawn at once.
    private static let batch = 50

    /// Returns what each part came to, the same whatever the number of cores.
    func run() async -> [VerdictStudy.Result] {
        let starts = Array(stride(from: 0, to: streams, by: Self.batch))
        let count = parts.count * starts.count
        let batches = await withTaskGroup(of: (Int, VerdictStudy.Result).self) { group in
            for place in 0..<count {
                group.addTask {
                    (place, run(parts[place / starts.count], from: starts[place % starts.count]))
                }
            }
            var batches: [Int: VerdictStudy.Result] = [:]
            for await (place, result) in group {
                batches[place] = result
                StudyProgress(done: batches.count, of: count).draw()
            }
            return batches
        }
        // In their order, as sums depend on it in their last digits.
        return parts.indices.compactMap { part in
            let mine = starts.indices.compactMap { batches[part * starts.count + $0] }
            return mine.dropFirst().reduce(into: mine.first) { $0?.merge($1) }
        }
    }

    private func run(_ part: VerdictStudy.Part, from start: Int) -> VerdictStudy.Result {
        VerdictStudy.run(
            part, streams: start..<min(streams, start + Self.batch), seed: seed)
    }
}
