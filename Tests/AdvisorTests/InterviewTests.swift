import Advisor
import TestSupport
import Testing

struct InterviewTests {
    @Test
    func `the median interview over the example features asks at most nine questions`() throws {
        let questionnaire = try Examples.shipped()
        let counts = Examples.features.map { feature in
            Examples.interview(questionnaire) { item in
                let answer = feature.answers[item.id] ?? 0
                return answer...answer
            }.asked.count
        }.sorted()
        #expect(counts[counts.count / 2] <= 9, "\(counts)")
    }

    @Test(arguments: Examples.features.map(\.name))
    func `an example feature gets the advice that its answers call for`(name: String) throws {
        let feature = try #require(Examples.features.first { $0.name == name })
        let (asked, standing) = Examples.interview(try Examples.shipped()) { item in
            let answer = feature.answers[item.id] ?? 0
            return answer...answer
        }
        #expect(standing.possible.map(\.outcome) == [feature.outcome], "\(asked.map(\.id))")
    }

    @Test
    func `who knows nothing is asked and told to collect evidence`() throws {
        let (asked, standing) = Examples.interview(try Examples.shipped()) { _ in 0...4 }
        #expect(!asked.isEmpty)
        #expect(standing.possible.count > 1)
    }

    @Test(arguments: [7, 8, 9, 10] as [UInt64])
    func `asked is what can change the advice, and in the end nothing can that was not asked`(
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        let questionnaire = try Examples.shipped()
        for _ in 0..<5 {
            var standing = Standing(questionnaire, [:])
            var asked: Set<String> = []
            while let item = Interview.next(standing, asked: asked) {
                #expect(Self.decides(item, standing, 4_000, &generator), "\(item.id)")
                asked.insert(item.id)
                let answer = Int.random(in: 0...4, using: &generator)
                standing = standing.with(
                    item, generator.chance(25) ? 0...4 : answer...answer)
            }
            for item in questionnaire.items where !asked.contains(item.id) {
                #expect(!Self.decides(item, standing, 50, &generator), "\(item.id)")
            }
        }
    }

    /// Searches ways to answer all that is open for one in which this answer decides.
    private static func decides(
        _ item: Item, _ standing: Standing, _ tries: Int, _ generator: inout SeededGenerator
    ) -> Bool {
        for _ in 0..<tries {
            var answers = standing.answers
            for other in standing.questionnaire.items where answers[other.id]?.count != 1 {
                let answer = Int.random(in: 0...4, using: &generator)
                answers[other.id] = answer...answer
            }
            let advice = Set(
                (0...4).map { answer in
                    answers[item.id] = answer...answer
                    return Standing(standing.questionnaire, answers).possible
                })
            if advice.count > 1 { return true }
        }
        return false
    }

    @Test
    func `a wider range never makes the advice firmer`() throws {
        var generator = SeededGenerator(seed: 11)
        let questionnaire = try Examples.shipped()
        for _ in 0..<200 {
            var answers: [String: ClosedRange<Int>] = [:]
            for item in questionnaire.items {
                let low = Int.random(in: 0...4, using: &generator)
                answers[item.id] = low...Int.random(in: low...4, using: &generator)
            }
            let before = Standing(questionnaire, answers).possible
            let widened = try #require(questionnaire.items.randomElement(using: &generator)).id
            let range = answers[widened] ?? 0...4
            answers[widened] =
                Int.random(
                    in: 0...range.lowerBound, using: &generator)...Int.random(
                    in: range.upperBound...4, using: &generator)
            #expect(before.isSubset(of: Standing(questionnaire, answers).possible))
        }
    }

    @Test
    func `every gate is reached by some answers`() throws {
        let questionnaire = try Examples.shipped()
        #expect(questionnaire.table.reachable == Set(questionnaire.gates.indices))
        #expect(Set(questionnaire.gates.map(\.recommendation.outcome)) == Set(Outcome.allCases))
    }
}
