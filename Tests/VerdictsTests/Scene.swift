import Decisions
@testable import Evidence
import Verdicts

/// A made-up feature with two options, `a` and `b`, and what its paths did.
struct Scene {
    /// What a path did in a case.
    enum Reply {
        case says(Int)
        case abstains
        case fails(AnswerReason.Code)
        case skipped
        case shed
        case notAsked
    }

    static let day: Int64 = 86_400_000_000

    var input: VerdictInput
    var modelPrice: Money? = Money(nanoUSD: 1_000_000)
    var modelTokens: TokenUsage?
    var modelLatency: Int64 = 500_000_000
    var heuristicLatency: Int64 = 0
    /// What the heuristic states of its answer, and the rule that gave it; nil for nothing.
    var heuristicProbability: Double?
    var modelProbability: Double?
    var rule: UInt16 = 0
    /// With what probability the model is to be asked.
    var inclusion = 1.0
    private(set) var rows: [EvidenceRow] = []

    /// A wrong answer, an abstention and a failure cost 10, 2 and 4 dollars; a call 0.001.
    init(_ change: (inout VerdictInput) -> Void = { _ in }) {
        var economics = Economics(wrong: 10, abstain: 2, fail: 4)
        economics.casesPerYear = 100_000
        let question = Question(
            name: "kind", kind: .choice, instructions: "",
            options: [.init(.text("a")), .init(.text("b"))])
        input = VerdictInput(
            feature: "demo", question: question, economics: economics,
            outcome: OutcomeDefinition(dependsOnAnswer: .no), inCharge: "heuristic",
            heuristic: JudgedPath(
                version: Self.version("heuristic"), label: "rules", price: .free,
                latencyCap: .seconds(1)),
            model: JudgedPath(
                version: Self.version("model"), label: "small-1",
                price: .capped(at: Money(nanoUSD: 10_000_000)), latencyCap: .seconds(10)),
            now: Timestamp(microseconds: 1_000 * Self.day))
        change(&input)
    }

    static func version(_ path: String) -> PathVersion {
        PathVersion(path: path, version: ContentHash([("path", path)]))
    }

    /// Adds `count` equal cases, one a day from day 1 on unless `day` says otherwise.
    mutating func add(
        _ count: Int = 1, truth: Int?, heuristic: Reply, model: Reply, day: Int64? = nil,
        user: UInt64? = nil, isDisputed: Bool = false
    ) {
        for _ in 0..<count {
            let number = rows.count
            rows.append(
                EvidenceRow(
                    caseNumber: number, time: (day ?? Int64(number % 900) + 1) * Self.day,
                    user: user, truth: truth, outcomeCount: truth == nil ? 0 : 1,
                    isDisputed: isDisputed,
                    answers: [
                        cell("heuristic", heuristic, .zero, heuristicLatency),
                        cell("model", model, modelPrice, modelLatency),
                    ]))
        }
    }

    /// Says when the outcome of each case was received.
    mutating func receive(_ time: (EvidenceRow) -> Int64?) {
        for index in rows.indices { rows[index].outcomeReceivedAt = time(rows[index]) }
    }

    /// Says with what chance the label of each case was drawn.
    mutating func draw(_ chance: (EvidenceRow) -> Float?) {
        for index in rows.indices { rows[index].labelChance = chance(rows[index]) }
    }

    func verdict(_ order: ([EvidenceRow]) -> [EvidenceRow] = { $0 }) -> Verdict {
        var accumulator = VerdictAccumulator(input)
        for row in order(rows) { accumulator.append(row) }
        return accumulator.finish()
    }

    private func cell(
        _ path: String, _ reply: Reply, _ price: Money?, _ latency: Int64
    ) -> AnswerCell {
        var answer: Answer
        switch reply {
        case .says(let code):
            answer = Answer(
                path: path, status: .answered, code: code, latency: latency, price: price)
        case .abstains:
            answer = Answer(
                path: path, status: .abstained, reason: AnswerReason(.noRuleFired),
                latency: latency, price: price)
        case .fails(let code):
            answer = Answer(
                path: path, status: .failed, reason: AnswerReason(code), latency: latency,
                price: nil)
        case .skipped:
            answer = Answer(path: path, status: .skipped, reason: AnswerReason(.notSampled))
        case .shed: answer = Answer(path: path, status: .shed, reason: AnswerReason(.overload))
        case .notAsked: return .empty
        }
        answer.inclusionProbability = path == "model" ? inclusion : 1
        answer.tokens = path == "model" ? modelTokens : nil
        guard case .says(let code) = reply else { return AnswerCell(answer, rule: 0) }
        let isHeuristic = path == "heuristic"
        if let stated = isHeuristic ? heuristicProbability : modelProbability {
            answer.probabilities = [1 - stated, 1 - stated]
            answer.probabilities[code] = stated
        }
        return AnswerCell(answer, rule: isHeuristic ? rule : 0)
    }
}
