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

    /// Units with every trouble that the limits allow for, half of them drawn before a ramp.
    private static func troubled(
        _ path: String, seed: UInt64, factor: Double, cases: Double = 100_000
    ) -> Verdict {
        var generator = SeededGenerator(seed: seed)
        var scene = Scene {
            $0.outcome = OutcomeDefinition(dependsOnAnswer: .yes)
            $0.economics?.wrongDefault = 10 * factor
            $0.economics?.wrongPairs = [.init(truth: "a", answer: "b"): 25 * factor]
            $0.economics?.casesPerYear = cases
            $0.economics?.perSecond = 0.01
            $0.economics?.upkeepPerMonth = ["heuristic": 100, "model": 900]
            $0.split = SplitDefinition(unit: .user, path: path, share: 0.25)
        }
        var assignments = Assignments()
        for user in 1...400 {
            let share = user <= 200 ? 0.25 : 0.5
            let isChallenger = Double.random(in: 0..<1, using: &generator) < share
            assignments.note(
                .init(
                    inCharge: isChallenger ? path : "heuristic",
                    probability: isChallenger ? share : 1 - share), of: scene.rows.count)
            let truth = Int.random(in: 0...1, using: &generator)
            let isRight = Int.random(in: 0..<8, using: &generator) > 0
            scene.modelLatency = Int64.random(in: 0...2_000_000_000, using: &generator)
            scene.modelPrice = user % 23 == 0 ? nil : Money(nanoUSD: 1_000_000)
            scene.add(
                truth: user % 17 == 0 ? nil : truth,
                heuristic: user % 5 == 0 ? .abstains : .says(user % 3 == 0 ? 1 - truth : truth),
                model: user % 19 == 0 ? .fails(.timeout) : .says(isRight ? truth : 1 - truth),
                user: UInt64(user))
        }
        var accumulator = VerdictAccumulator(scene.input, assignments: assignments)
        for row in scene.rows { accumulator.append(row) }
        return accumulator.finish()
    }

    @Test(arguments: ["model", "cascade"], 1...4 as ClosedRange<UInt64>)
    func `the map of a split has the limits and verdicts of other costs`(
        path: String, seed: UInt64
    ) throws {
        let map = try #require(Self.troubled(path, seed: seed, factor: 1).map)
        for (row, column) in [(12, 30), (4, 10), (20, 50), (0, 37), (24, 0)] {
            let factor = map.factors[column]
            let there = Self.troubled(
                path, seed: seed, factor: factor, cases: map.volumes[row])
            let claim = try #require(there.claims.first)
            #expect(claim.isOfSplit)
            let limits = try #require(map.limits[column][claim.challenger])
            #expect(abs(limits.lower - claim.limits.lower) < 1e-3 * (1 + factor))
            #expect(abs(limits.upper - claim.limits.upper) < 1e-3 * (1 + factor))
            #expect(map.decisions[row][column] == there.decision)
        }
    }
}
