/// What a model's reply says it read and wrote, in tokens.
package struct TokenUsage: Hashable, Sendable {
    /// All that was read, cached tokens included.
    package var input: Int
    /// The part of `input` that came from a cache.
    package var cachedInput: Int
    package var output: Int

    package init(input: Int, cachedInput: Int = 0, output: Int) {
        self.input = input
        self.cachedInput = cachedInput
        self.output = output
    }
}
