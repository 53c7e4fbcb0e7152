import Decisions
import Diagnostics
import RuleEngine
import Testing

struct RuleSetHandleTests {
    private static let questions = [
        Question.predicate("one", instructions: ""), Question.predicate("two", instructions: ""),
    ]

    private func read(_ text: String) -> (ruleSet: RuleSet?, diagnostics: [Diagnostic]) {
        RuleFile.read(
            SourceText(name: "rules.yaml", text: text), fields: [], questions: Self.questions)
    }

    /// Rules that give the same answer to both questions.
    private func both(_ answer: Bool) -> String {
        """
        questions:
          one: { rules: [{ id: all, condition: true, output: \(answer) }], otherwise: \(!answer) }
          two: { rules: [{ id: all, condition: true, output: \(answer) }], otherwise: \(!answer) }
        """
    }

    @Test func `sound rules take the place of the old ones`() throws {
        let handle = RuleSetHandle(try #require(read(both(true)).ruleSet))
        let old = handle.current
        guard case .exchanged = handle.reload({ read(both(false)) }) else {
            Issue.record("sound rules were refused")
            return
        }
        #expect(handle.current.ruleSet.version != old.ruleSet.version)
        #expect(handle.current.generation == old.generation + 1)
        #expect(!handle.current.isStale)
    }

    @Test func `rules with errors are refused, and the old ones go on`() throws {
        let handle = RuleSetHandle(try #require(read(both(true)).ruleSet))
        let old = handle.current
        guard case .refused(let errors) = handle.reload({ read("rules: [{ id: x }]") }) else {
            Issue.record("faulty rules were taken")
            return
        }
        #expect(errors.contains { $0.severity == .error })
        #expect(handle.current.ruleSet.version == old.ruleSet.version)
        #expect(handle.current.generation == old.generation)
        #expect(handle.current.refusal == errors)
        handle.reload { read(both(false)) }
        #expect(!handle.current.isStale)
    }

    @Test func `a reload that finds no rules at all is a refusal`() throws {
        let handle = RuleSetHandle(try #require(read(both(true)).ruleSet))
        guard case .refused = handle.reload({ (nil, []) }) else {
            Issue.record("nothing was taken for rules")
            return
        }
        #expect(handle.current.isStale)
    }

    @Test func `who decides meanwhile sees old rules or new ones, never parts of both`()
        async throws
    {
        let texts = [both(true), both(false)]
        let sets = try texts.map { try #require(read($0).ruleSet) }
        let handle = RuleSetHandle(sets[0])
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                for round in 0..<200 { handle.reload { (sets[round % 2], []) } }
                return true
            }
            for _ in 0..<3 {
                group.addTask {
                    for _ in 0..<500 {
                        let evaluator = RuleEvaluator(handle.current.ruleSet)
                        let decisions = evaluator.decide(json: Array("{}".utf8))
                        guard decisions[0] == decisions[1] else { return false }
                    }
                    return true
                }
            }
            for await isWhole in group { #expect(isWhole) }
        }
        #expect(handle.current.generation == 200)
    }
}
