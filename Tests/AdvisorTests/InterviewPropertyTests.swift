import Advisor
import Diagnostics
import TestSupport
import Testing

/// The interview against a search through all the answers that there can be.
struct InterviewPropertyTests {
    @Test(arguments: 0..<24)
    func `every interview over a small questionnaire asks what can flip, and nothing else`(
        seed: Int
    ) throws {
        let questionnaire = try Self.small(seed: UInt64(seed))
        let search = AnswerSearch(questionnaire)
        var endings = 0
        Self.walk(Standing(questionnaire, [:]), asked: []) { standing, asked, next in
            if let next {
                #expect(search.canFlip(next, standing), "\(next.id) after \(standing.answers)")
                return
            }
            endings += 1
            for item in questionnaire.items where !asked.contains(item.id) {
                #expect(!search.canFlip(item, standing), "\(item.id) after \(standing.answers)")
            }
        }
        #expect(endings > 0)
    }

    /// Visits each state of each interview: every answer and *I don't know* to every question.
    private static func walk(
        _ standing: Standing, asked: Set<String>,
        _ visit: (Standing, Set<String>, Item?) -> Void
    ) {
        let next = Interview.next(standing, asked: asked)
        visit(standing, asked, next)
        guard let next else { return }
        for answer in (0...4).map({ $0...$0 }) + [0...4] {
            walk(standing.with(next, answer), asked: asked.union([next.id]), visit)
        }
    }

    /// Four items under two factors, at random: which screen, which hang on others, and what the
    /// gates take.
    private static func small(seed: UInt64) throws -> Questionnaire {
        var random = SeededGenerator(seed: seed)
        func range() -> String {
            let low = Int.random(in: 0...4, using: &random)
            return "[\(low), \(Int.random(in: low...4, using: &random))]"
        }
        let screens = (0..<4).map { _ in random.chance(25) }
        let items = (0..<4).map { index in
            let condition =
                index > 0 && random.chance(50)
                ? "\n    enable_when: q\(Int.random(in: 0..<index, using: &random)) "
                    + (random.chance(50) ? ">=" : "<") + " \(Int.random(in: 1...4, using: &random))"
                : ""
            return """
                  - id: q\(index)
                    factor: \(random.chance(50) ? "low" : "high")
                    screen: \(screens[index])\(condition)
                    ask: a?
                    why: a
                    who: a
                    source: ours
                    find_out: a
                    effort: hours
                    answers: { \((0...4).map { "\($0): { means: a, example: a }" }
                        .joined(separator: ", ")) }
                """
        }
        let names = ["low", "high"] + (0..<4).filter { screens[$0] }.map { "q\($0)" }
        let gates = (0..<3).map { index in
            let reads = names.filter { _ in random.chance(50) }
            return """
                  - id: g\(index)
                    when: { \(reads.map { "\($0): \(range())" }.joined(separator: ", ")) }
                    outcome: \(["heuristic", "rules-first", "model"][index])
                    says: a
                    decided_by: low
                    model_earns: 0.5
                    source: ours
                """
        }
        let text = """
            questionnaire: small
            factors:
              - { id: low, title: Low, high: a, score: weakest, source: ours }
              - { id: high, title: High, high: a, score: strongest, source: ours }
            items:
            \(items.joined(separator: "\n"))
            gates:
            \(gates.joined(separator: "\n"))
              - { id: rest, outcome: collect-evidence, says: a, decided_by: low, model_earns: 0.5, source: ours }
            """
        let (questionnaire, _) = QuestionnaireFile.read(SourceText(name: "s.yaml", text: text))
        // Where a gate shadows another, the next seed may do without.
        return try questionnaire ?? small(seed: seed + 1_000)
    }
}

/// The advice for every way to answer everything, as a table.
private struct AnswerSearch {
    private let items: [Item]
    private let advice: [Recommendation?]

    init(_ questionnaire: Questionnaire) {
        items = questionnaire.items
        let rows = items.reduce(1) { count, _ in count * 5 }
        advice = (0..<rows).map { row in
            var answers: [String: ClosedRange<Int>] = [:]
            for (index, item) in questionnaire.items.enumerated() {
                let answer = row / Self.stride(index) % 5
                answers[item.id] = answer...answer
            }
            let possible = Standing(questionnaire, answers).possible
            return possible.count == 1 ? possible.first : nil
        }
    }

    /// Whether two ways to answer all that is open differ in this answer and in the advice.
    func canFlip(_ item: Item, _ standing: Standing) -> Bool {
        guard let index = items.firstIndex(where: { $0.id == item.id }) else { return false }
        let stride = Self.stride(index)
        return advice.indices.contains { row in
            isPossible(row, standing)
                && (0..<5).contains {
                    advice[row + ($0 - row / stride % 5) * stride] != advice[row]
                }
        }
    }

    private func isPossible(_ row: Int, _ standing: Standing) -> Bool {
        items.indices.allSatisfy {
            (standing.answers[items[$0].id] ?? 0...4).contains(row / Self.stride($0) % 5)
        }
    }

    private static func stride(_ index: Int) -> Int { (0..<index).reduce(1) { all, _ in all * 5 } }
}
