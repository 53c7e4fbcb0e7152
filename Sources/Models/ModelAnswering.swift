package import Decisions

/// What answers a feature's questions as a model path: a model over HTTP, or its recorded answers.
package protocol ModelAnswering: Sendable {
    /// The path in whose name the answers are given.
    var path: String { get }
    /// What the answers depend on besides the input and the model.
    var promptHash: ContentHash { get }

    /// Returns one answer a question, in the feature's order.
    ///
    /// Every trouble is an answer with the status `failed` and its reason. Only a call that its
    /// caller cancelled, or that the program's end cut short, throws: it says nothing about the
    /// model and is not to be logged.
    func answer(
        _ input: CaseInput, repeatIndex: Int
    ) async throws(CancellationError) -> [Answer]

    /// Returns the most that a call about `input` can cost; `nil` where its price is unknown.
    func highestPrice(of input: CaseInput) -> Money?
}
