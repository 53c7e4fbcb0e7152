import Audits
import Decisions
import Evidence
import Statistics
import Testing
import Verdicts

/// Time line, days of the past, self-test and gate.
struct LookingBackTests {
    /// The model is always right, the heuristic in two cases of three; a case a day.
    private static func scene(_ change: (inout VerdictInput) -> Void = { _ in }) -> Scene {
        var scene = Scene(change)
        for number in 0..<600 {
            scene.add(truth: 0, heuristic: .says(number % 3 == 0 ? 1 : 0), model: .says(0))
        }
        return scene
    }

    @Test func `a point of the time line is the verdict of that day`() throws {
        let whole = Self.scene().verdict()
        #expect(whole.timeLine.points.count > 100)
        let point = whole.timeLine.points[20]
        let then = Self.scene { input in
            input.now = Timestamp(microseconds: point.at.microseconds - 1)
            input.asOf = .matured
        }.verdict()
        #expect(then.units == point.units)
        #expect(then.decision == point.decision)
        let claim = try #require(then.claim(of: .model))
        let limits = try #require(point.claims.first { $0.challenger == .model }).limits
        #expect(abs(claim.limits.lower - limits.lower) < 1e-12)
        #expect(abs(claim.limits.upper - limits.upper) < 1e-12)
    }

    @Test func `the last point is the verdict, and says since when`() throws {
        let verdict = Self.scene().verdict()
        let last = try #require(verdict.timeLine.points.last)
        #expect(last.decision == .modelEarns && last.units == 600)
        // The day after its last case, however much later somebody asks.
        #expect(last.at.microseconds == 601 * Scene.day)
        let first = try #require(verdict.timeLine.decidedFirst)
        #expect(first.units < 300 && first.decision == .modelEarns)
        let spent = try #require(verdict.timeLine.spentSinceDecided)
        #expect(abs(spent - Double(600 - first.units) * 0.001) < 1e-9)
    }

    @Test func `outcomes that came later are not known on a day of the past`() {
        var scene = Self.scene { input in
            input.now = Timestamp(microseconds: 100 * Scene.day)
            input.asOf = .received
        }
        scene.receive { $0.time.map { $0 + 30 * Scene.day } }
        let verdict = scene.verdict()
        #expect(verdict.counts.cases == 100)
        #expect(verdict.counts.outcomes == 70)
        #expect(verdict.counts.missing == 30)
    }

    @Test func `on flipped signs the method lies no more often than was promised`() throws {
        let verdict = Self.scene { $0.selfTestRuns = 400 }.verdict()
        let test = try #require(verdict.selfTests.first { $0.challenger == .model })
        #expect((test.units, test.runs) == (600, 400))
        #expect(Double(test.lies) / 400 <= test.alpha)
        #expect(test.liesOfAnOrdinaryTest > 4 * test.lies)
        #expect(test.upperLimit < 0.05)
        // A cascade that never asks has no difference to flip.
        #expect(verdict.selfTests.allSatisfy { verdict.claim(of: $0.challenger)?.isEmpty == false })
        #expect(Self.scene().verdict().selfTests.isEmpty)
    }

    @Test(arguments: [
        ("heuristic", Gate.worse), ("model", .passes), ("cascade", .notEnoughEvidence),
    ])
    func `the gate judges the path that is in charge`(inCharge: String, gate: Gate) {
        #expect(Gate(Self.scene { $0.inCharge = inCharge }.verdict()) == gate)
    }

    @Test func `a fired audit comes before any verdict, and the worst of several counts`() {
        let finding = AuditFinding(.contamination, .fires, "Cases are in the prompt.")
        let verdict = Self.scene { input in
            input.audits = [finding]
            input.inCharge = "model"
        }.verdict()
        #expect(Gate(verdict) == .auditFires)
        #expect(Gate.together([.passes, .notEnoughEvidence, .worse]) == .worse)
        #expect(Gate.together([.worse, .auditFires]) == .auditFires)
        #expect(Gate.together([.passes, .passes]) == .passes)
        #expect(Gate(Scene().verdict()) == .notEnoughEvidence)
    }
}
