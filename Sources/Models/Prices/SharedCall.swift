import Decisions

/// What one call used and cost, in equal shares for the questions that it answered.
///
/// The shares add up to the whole: what does not divide evenly falls to the first question.
struct SharedCall {
    var tokens: TokenUsage?
    var price: Money?

    /// Returns the share of each of `count` questions.
    func shares(among count: Int) -> [SharedCall] {
        precondition(count > 0)
        return (0..<count).map { index in
            SharedCall(
                tokens: tokens.map {
                    TokenUsage(
                        input: Self.share(index, of: $0.input, among: count),
                        cachedInput: Self.share(index, of: $0.cachedInput, among: count),
                        output: Self.share(index, of: $0.output, among: count),
                        reasoning: Self.share(index, of: $0.reasoning, among: count))
                },
                price: price.map {
                    Money(nanoUSD: Self.share(index, of: $0.nanoUSD, among: count))
                })
        }
    }

    private static func share<Amount: BinaryInteger>(
        _ index: Int, of whole: Amount, among count: Int
    ) -> Amount {
        let (each, rest) = whole.quotientAndRemainder(dividingBy: Amount(count))
        return index == 0 ? each + rest : each
    }
}
