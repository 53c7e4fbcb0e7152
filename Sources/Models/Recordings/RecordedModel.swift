package import Decisions

/// A model path that answers from a recording, with the latency and price of then.
package struct RecordedModel: ModelAnswering {
    package let task: ModelTask
    private let cassette: Cassette
    private let isStale: Bool

    package var path: String { task.path }
    package var promptHash: ContentHash { task.promptHash }

    /// Makes a path from a recording of `task`; one of anything else answers `staleRecording`.
    package init(_ task: ModelTask, cassette: Cassette) {
        self.task = task
        self.cassette = cassette
        isStale = !cassette.header.staleness(for: task, file: "").isEmpty
    }

    /// Returns the recorded answers, or failures with the reason `notRecorded`.
    package func answer(
        _ input: CaseInput, repeatIndex: Int = 0
    ) async throws(CancellationError) -> [Answer] {
        let recorded = cassette.answers(to: input.hash, repeatIndex: repeatIndex, path: path)
        if !isStale, let recorded { return recorded }
        let reason = AnswerReason(isStale ? .staleRecording : .notRecorded)
        return task.questions.map { _ in
            Answer(path: path, repeatIndex: repeatIndex, status: .failed, reason: reason)
        }
    }

    /// Nothing: what a recording cost has been paid.
    package func highestPrice(of input: CaseInput) -> Money? { .zero }
}
