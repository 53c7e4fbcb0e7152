import Decisions
import Evidence
import Statistics
import Testing
import Verdicts

/// What keeps a verdict open, one thing at a time.
struct MissingTests {
    private func reasons(
        _ change: (inout VerdictInput) -> Void = { _ in }, _ fill: (inout Scene) -> Void
    ) -> [Reason] {
        var scene = Scene(change)
        fill(&scene)
        let verdict = scene.verdict()
        #expect(verdict.decision == .notYetKnown)
        return verdict.reasons
    }

    private let clearWin: (inout Scene) -> Void = {
        $0.add(200, truth: 0, heuristic: .says(0), model: .says(0))
        $0.add(200, truth: 1, heuristic: .says(0), model: .says(1))
    }

    @Test func `an empty log`() {
        #expect(reasons { _ in } == [.nothingLogged])
    }

    @Test func `no model`() {
        let reasons = reasons({ $0.model = nil }) {
            $0.add(5, truth: 0, heuristic: .says(0), model: .notAsked)
        }
        #expect(reasons == [.noModel])
    }

    @Test func `a model that was never asked`() {
        let reasons = reasons {
            $0.add(5, truth: 0, heuristic: .says(0), model: .skipped)
        }
        #expect(reasons == [.modelNotAsked(skipped: 5)])
    }

    @Test func `a model that always failed`() {
        let reasons = reasons {
            $0.add(5, truth: 0, heuristic: .says(0), model: .fails(.unreachable))
            $0.add(1, truth: 0, heuristic: .says(0), model: .fails(.timeout))
        }
        #expect(reasons == [.modelAlwaysFailed(failures: 6, reason: "unreachable")])
    }

    @Test func `a heuristic that was never asked`() {
        let reasons = reasons {
            $0.add(5, truth: 0, heuristic: .notAsked, model: .says(0))
        }
        #expect(reasons == [.heuristicNotAsked])
    }

    @Test func `no outcome`() {
        let reasons = reasons {
            $0.add(5, truth: nil, heuristic: .says(0), model: .says(0))
        }
        #expect(reasons == [.noOutcomes(immature: 0, missing: 5)])
    }

    @Test func `only young cases`() {
        var scene = Scene { $0.outcome.maturesAfter = .seconds(3 * 86_400) }
        scene.add(5, truth: 0, heuristic: .says(0), model: .says(0), day: 999)
        let verdict = scene.verdict()
        #expect(verdict.reasons == [.noOutcomes(immature: 5, missing: 0)])
        #expect(verdict.review.cause == .outcomesMature)
        #expect(verdict.review.at.microseconds == 1_004 * Scene.day)
    }

    @Test func `no case with an outcome that both were asked`() {
        let reasons = reasons {
            $0.add(5, truth: 0, heuristic: .says(0), model: .notAsked)
            $0.add(5, truth: nil, heuristic: .says(0), model: .says(0))
        }
        #expect(reasons == [.noPairs])
    }

    @Test func `no economics`() {
        #expect(reasons({ $0.economics = nil }, clearWin) == [.noEconomics])
    }

    @Test(arguments: [OutcomeDefinition.Dependence.yes, .unknown])
    func `an outcome that the answer may shape shows agreement only`(
        dependence: OutcomeDefinition.Dependence
    ) {
        var scene = Scene { $0.outcome.dependsOnAnswer = dependence }
        clearWin(&scene)
        let verdict = scene.verdict()
        #expect(verdict.decision == .notYetKnown)
        #expect(verdict.reasons == [.outcomeDependsOnAnswer(dependence)])
        #expect(verdict.agreement?.raw.value == 0.5)
        #expect(verdict.difference == nil)
        #expect(verdict.heuristic.accuracy == nil)
        #expect(verdict.claims.isEmpty)
        #expect(verdict.risk == .outcomeDependsOnAnswer)
    }
}
