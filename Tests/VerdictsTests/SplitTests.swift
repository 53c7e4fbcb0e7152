import Decisions
import Evidence
import Statistics
import Testing
import Verdicts

/// Acting on an answer shapes the outcome: only a drawn choice of who is in charge can tell.
struct SplitTests {
    private static func scene() -> Scene {
        Scene { input in
            input.outcome = OutcomeDefinition(dependsOnAnswer: .yes)
            input.economics = Economics(wrong: 10)
            input.model?.price = .free
            input.split = SplitDefinition(unit: .user, path: "model", share: 0.4)
        }
    }

    /// Cases that go wrong with a chance that only who is in charge shapes.
    private static func verdict(
        users: Int, casesOfEach: Int = 1, heuristicWrong: Double, modelWrong: Double, seed: UInt64
    ) -> Verdict {
        var generator = SeededGenerator(seed: seed)
        var scene = scene()
        scene.modelPrice = .zero
        var assignments = Assignments()
        for user in 1...users {
            let isModel = Double.random(in: 0..<1, using: &generator) < 0.4
            let isWrong =
                Double.random(in: 0..<1, using: &generator)
                < (isModel ? modelWrong : heuristicWrong)
            for _ in 0..<casesOfEach {
                assignments.note(
                    .init(
                        inCharge: isModel ? "model" : "heuristic",
                        probability: isModel ? 0.4 : 0.6), of: scene.rows.count)
                scene.add(
                    truth: isWrong ? 1 : 0, heuristic: .says(0), model: .says(0),
                    user: UInt64(user))
            }
        }
        var accumulator = VerdictAccumulator(scene.input, assignments: assignments)
        for row in scene.rows { accumulator.append(row) }
        return accumulator.finish()
    }

    @Test func `pairs alone tell nothing where nobody was drawn`() {
        var scene = Self.scene()
        scene.add(500, truth: 0, heuristic: .says(1), model: .says(0))
        let verdict = scene.verdict()
        #expect(verdict.decision == .notYetKnown)
        #expect(verdict.reasons == [.outcomeDependsOnAnswer(.yes)])
        #expect(verdict.model?.accuracy == nil)
    }

    @Test func `a better arm is found, and its worth is about what it is`() throws {
        let verdict = Self.verdict(
            users: 3_000, heuristicWrong: 0.5, modelWrong: 0.1, seed: 1)
        #expect(verdict.decision == .modelEarns)
        let claim = try #require(verdict.claims.first)
        #expect(claim.isOfSplit && claim.units == 3_000)
        // Wrong answers cost 10: 0.4 of them less, give or take three standard errors.
        #expect(abs(try #require(claim.estimate) - 4) < 0.6)
        #expect(abs(claim.bounds.upper - 10 / 2 / 0.4) < 1e-9)
    }

    @Test func `equal arms, of users with ten like cases each, give no verdict`() {
        let claims = (0..<60).filter { seed in
            Self.verdict(
                users: 120, casesOfEach: 10, heuristicWrong: 0.3, modelWrong: 0.3,
                seed: UInt64(100 + seed)
            ).decision != .notYetKnown
        }
        #expect(claims.count <= 3)
    }

    @Test func `a user counts once`() throws {
        let verdict = Self.verdict(
            users: 50, casesOfEach: 4, heuristicWrong: 0.5, modelWrong: 0.5, seed: 9)
        #expect(try #require(verdict.claims.first).units == 50)
    }
}
