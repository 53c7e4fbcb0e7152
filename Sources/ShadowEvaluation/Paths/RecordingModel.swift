package import Decisions
package import Models

/// A model path whose answers are also written to a cassette.
package struct RecordingModel: ModelAnswering {
    private let model: any ModelAnswering
    private let writer: CassetteWriter
    private let now: @Sendable () -> Timestamp
    private let failed: @Sendable (CassetteError) -> Void

    package var path: String { model.path }
    package var promptHash: ContentHash { model.promptHash }

    /// Makes a path that asks `model`; an answer that cannot be recorded is given all the same, and
    /// `failed` gets the reason.
    package init(
        _ model: any ModelAnswering, writer: CassetteWriter,
        now: @escaping @Sendable () -> Timestamp,
        failed: @escaping @Sendable (CassetteError) -> Void
    ) {
        self.model = model
        self.writer = writer
        self.now = now
        self.failed = failed
    }

    package func answer(
        _ input: CaseInput, repeatIndex: Int
    ) async throws(CancellationError) -> [Answer] {
        let answers = try await model.answer(input, repeatIndex: repeatIndex)
        do {
            try await writer.record(answers, to: input.hash, at: now())
        } catch {
            failed(error)
        }
        return answers
    }

    package func highestPrice(of input: CaseInput) -> Money? { model.highestPrice(of: input) }
}
