import Decisions
import JSONCodec

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads the options' probabilities off the first token of a reply.
enum TokenProbabilities {
    /// Returns one probability an option; `nil` unless every option is a token of its own among the
    /// most probable first ones.
    static func read(_ choice: JSONValue, question: Question) -> [Double]? {
        guard let tokens = choice["logprobs"]?["content"]?[0]?["top_logprobs"]?.array else {
            return nil
        }
        var probabilities = [Double?](repeating: nil, count: question.options.count)
        for token in tokens {
            guard let text = token["token"]?.string, let logarithm = token["logprob"]?.double,
                let code = question.code(reading: String(text.trimmed))
            else { continue }
            // ` late` and `late` are two tokens for one option.
            probabilities[code, default: 0] += exp(min(logarithm, 0))
        }
        let known = probabilities.compactMap(\.self)
        let sum = known.reduce(0, +)
        guard known.count == question.options.count, sum > 0 else { return nil }
        return known.map { $0 / sum }
    }
}

extension [Double?] {
    fileprivate subscript(index: Int, default value: Double) -> Double {
        get { self[index] ?? value }
        set { self[index] = newValue }
    }
}
