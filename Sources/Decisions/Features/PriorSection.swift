import Diagnostics

/// Reads `prior` of a feature file: by question, how often each option is the truth.
enum PriorSection {
    static func read(
        _ node: YAMLNode?, questions: [Question], _ reader: YAMLReader
    ) -> [String: [Double]] {
        guard let node,
            let section = reader.mapping(node, "`prior`", keys: questions.map(\.name))
        else { return [:] }
        var priors: [String: [Double]] = [:]
        for question in questions {
            priors[question.name] = section[question.name].flatMap { read($0, question, reader) }
        }
        return priors
    }

    /// The shares are those of outcomes: they come to 1, and an option without one never occurs.
    private static func read(
        _ node: YAMLNode, _ question: Question, _ reader: YAMLReader
    ) -> [Double]? {
        guard
            let section = reader.mapping(
                node, "the prior of `\(question.name)`", keys: question.labels)
        else { return nil }
        let shares = question.labels.map { label in
            section[label].flatMap { reader.double($0, "`\(label)`", in: 0...1) } ?? 0
        }
        let sum = shares.reduce(0, +)
        guard abs(sum - 1) < 0.001 else {
            reader.error(node, "the prior of `\(question.name)` comes to \(sum); expected 1")
            return nil
        }
        return shares
    }
}
