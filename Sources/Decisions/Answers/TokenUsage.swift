/// What a model's reply says it read and wrote, in tokens.
package struct TokenUsage: Hashable, Sendable {
    /// All that was read, cached tokens included.
    package var input: Int
    /// The part of `input` that came from a cache.
    package var cachedInput: Int
    /// All that was written, tokens of reasoning included.
    package var output: Int
    /// The part of `output` that is reasoning.
    ///
    /// It counts for the price of the call; the log keeps that price and the whole output.
    package var reasoning: Int

    package init(input: Int, cachedInput: Int = 0, output: Int, reasoning: Int = 0) {
        self.input = input
        self.cachedInput = cachedInput
        self.output = output
        self.reasoning = reasoning
    }
}
