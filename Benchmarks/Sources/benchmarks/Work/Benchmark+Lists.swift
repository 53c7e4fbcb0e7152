import CEL
import Decisions
import Diagnostics
import RuleEngine

extension Benchmark {
    static let lists = Benchmark(
        name: "lists", summary: "lists of patterns and words over a field of 200 bytes"
    ) { setting in
        let patterns = (0..<50).map { "(?i)complaint[- ]?\($0)|order number \($0)\\d{4}" }
        let words = (0..<100_000).map { "word\($0 * 7)" }
        return try [
            ("50 patterns over one field", "patterns", patterns, 600.0),
            ("100,000 words over 200 bytes", "words", words, 1000),
        ].map { name, kind, entries, goal in
            let work = try ListWork(kind, entries)
            let times = setting.pick(quick: 20_000, full: 100_000)
            let measured = try inTurn(
                runs: setting.pick(quick: 5, full: 15),
                [{ try nanoseconds(times) { try work.decide($0) } }])
            return Row(name, .nanoseconds, measured[0], goal: .atMost(goal))
        }
    }
}

/// A rule that calls a list, of which nothing is in the text.
private struct ListWork {
    private static let text = String(
        decoding: """
            Hello, I placed order 88123 two weeks ago and the parcel has not arrived. The tracking \
            page has said 'in transit' since Monday. Please look into it, or tell me whom to call \
            about all of this today.
            """.utf8.prefix(200), as: UTF8.self)

    private let evaluator: RuleEvaluator

    init(_ kind: String, _ entries: [String]) throws {
        let rules = """
            lists: { list: { \(kind): list.txt } }
            rules: [{ id: listed, condition: list(text), output: "yes" }]
            otherwise: "no"
            """
        let read = RuleFile.read(
            SourceText(name: "rules.yaml", text: rules),
            fields: [FieldDefinition(name: "text", type: .string)],
            questions: [
                Question(
                    name: "listed", kind: .choice, instructions: "",
                    options: ["yes", "no"].map { Question.Option(.text($0)) })
            ],
            openFile: { SourceText(name: $0, text: entries.joined(separator: "\n")) })
        guard let ruleSet = read.ruleSet else {
            throw BenchmarkError.rejected(
                read.diagnostics.map(\.description).joined(separator: "\n"))
        }
        evaluator = RuleEvaluator(ruleSet)
    }

    func decide(_ times: Int) throws {
        let expected = RuleDecision.decided(code: 1, rule: nil, confidence: nil)
        for _ in 0..<times {
            let decisions = evaluator.decide { $0.set(0, string: Self.text) }
            guard decisions[0] == expected else {
                throw BenchmarkError.wrongResult("something of the list was found")
            }
        }
    }
}
