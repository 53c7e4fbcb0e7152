import Decisions
import JSONCodec
import Models
import Testing

/// The most that a call can cost, known before it is made.
struct HighestPriceTests {
    @Test(arguments: [
        PriceDefinition(inputPerMillion: 2, outputPerMillion: 10),
        PriceDefinition(inputPerMillion: 0.1), PriceDefinition(outputPerMillion: 8),
        PriceDefinition(perCall: 0.01), PriceDefinition(),
        PriceDefinition(inputPerMillion: 1, cachedInputPerMillion: 0.1, perCall: 0.002),
        PriceDefinition(outputPerMillion: 1, reasoningPerMillion: 8),
    ])
    func `no reply that fits the request costs more`(price: PriceDefinition) async throws {
        let transport = ScriptedTransport([.chat(#"{"team":"billing"}"#)])
        let task = try Examples.task(
            Examples.triageYAML, Examples.definition(.chat, price: price),
            prompt: "Which team?\n---\n{{text}}\n")
        let client = transport.client(task)
        let input = Examples.input()
        let highest = try #require(client.highestPrice(of: input))
        let asked = try #require(try await client.answer(input, repeatIndex: 0).first?.price)
        #expect(asked <= highest)
        let prompt = (task.prompt.text + "I was charged twice").utf8.count
        let most = task.definition.maxTokens
        let worst = TokenUsage(input: prompt, output: most, reasoning: most)
        #expect(try #require(price.price(of: worst)) <= highest)
    }

    @Test func `an unknown price stays unknown`() throws {
        let client = ScriptedTransport([]).client(try Examples.task())
        #expect(client.highestPrice(of: Examples.input()) == nil)
    }

    @Test func `a longer input may cost more`() throws {
        let price = PriceDefinition(inputPerMillion: 1)
        let client = ScriptedTransport([]).client(
            try Examples.task(Examples.triageYAML, Examples.definition(price: price)))
        let long = Examples.input(#"{"text":"\#(String(repeating: "x", count: 1000))"}"#)
        let short = try #require(client.highestPrice(of: Examples.input()))
        #expect(try #require(client.highestPrice(of: long)) > short)
    }
}
