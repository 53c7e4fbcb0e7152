import Decisions
import Evidence
import Statistics
import Testing

@testable import Verdicts

/// The study that counts how often verdicts are wrong, and what intervals cover.
struct StudyTests {
    @Test(arguments: [
        "equal", "late", "prompts", "labelling", "planned-two", "rare-errors-150", "part-asked-800",
        "lots", "late-labels", "labelled-800", "samples", "cascade-300",
    ])
    func `streams depend on the seed and their number alone`(id: String) throws {
        let part = try #require(VerdictStudy.parts.first { $0.id == id })
        let whole = VerdictStudy.run(part, streams: 0..<2, seed: 5)
        var joined = VerdictStudy.run(part, streams: 0..<1, seed: 5)
        joined.merge(VerdictStudy.run(part, streams: 1..<2, seed: 5))
        switch (whole, joined) {
        case (.cascade(let first), .cascade(let second)):
            // Sums in another order differ in their last digits.
            #expect(first.inside == second.inside)
            #expect(abs((first.difference?.value ?? 1) - (second.difference?.value ?? 2)) < 1e-12)
        default: #expect(whole == joined)
        }
    }

    @Test func `scenarios have names of their own`() {
        let ids = VerdictStudy.parts.map(\.id)
        #expect(Set(ids).count == ids.count)
    }

    @Test func `in the worlds with nothing to find no challenger is worth more`() {
        var generator = SeededGenerator(seed: 1)
        for scenario in StudyScenario.all where scenario.goal == nil {
            for line in scenario.lines(&generator) {
                for challenger in line.input.challengers {
                    #expect(abs(line.average(challenger, units: line.rows.count)) < 1e-9)
                }
            }
        }
    }

    @Test func `a gain that is followed by as great a loss averages to nothing at its end alone`() {
        var generator = SeededGenerator(seed: 1)
        let drift = StudyScenario.all.first { $0.id == "drift" }
        let line = drift?.lines(&generator).first
        #expect(abs((line?.average(.model, units: 2_000) ?? 0) - 0.072) < 1e-9)
        #expect(line?.average(.model, units: 4_000) == 0)
    }

    @Test func `what is true of a world is what its cases come to`() throws {
        var generator = SeededGenerator(seed: 2)
        for world in [IntervalWorld.usual, .rareErrors] {
            let line = world.line(40_000, &generator)
            var accumulator = VerdictAccumulator(line.input)
            for row in line.rows { accumulator.append(row) }
            let verdict = accumulator.finish()
            let agreement = try #require(verdict.agreement)
            #expect(abs(agreement.raw.value - world.agreement.raw) < 0.01)
            #expect(abs((agreement.ac1?.value ?? 9) - world.agreement.ac1) < 0.015)
            #expect(abs((agreement.kappa?.value ?? 9) - world.agreement.kappa) < 0.04)
            #expect(abs((verdict.difference?.difference.value ?? 9) - world.difference) < 0.01)
            for claim in verdict.claims where !claim.isEmpty {
                #expect(abs((claim.estimate ?? 9) - world.world.mean(claim.challenger)) < 0.015)
                let variance = world.world.deviation(claim.challenger)
                #expect(abs((claim.variance ?? 9).squareRoot() - variance) < 0.02)
            }
            #expect(
                abs(
                    (verdict.claim(of: .cascade)?.accuracy?.value ?? 9) - world.cascadeAccuracy)
                    < 0.01)
        }
    }

    @Test func `one look needs the pairs of McNemar's test where all errors cost the same`() throws
    {
        let pairs = try #require(
            McNemarPower(onlyFirst: 0.08, onlySecond: 0.04, alpha: 0.03).pairsNeeded())
        #expect(abs(StudyScenario.promised.pairsAtOneLook(alpha: 0.03) - pairs) < 1e-6)
    }

    @Test func `a promise is open while its limits lie on both sides`() {
        // 95 % limits of 10 in 200 are 2.7 % and 8.3 %.
        #expect(StudyPromise(atMost: 0.05, observed: 10, of: 200) == .tooFewStreams)
        #expect(StudyPromise(atMost: 0.09, observed: 10, of: 200) == .kept)
        #expect(StudyPromise(atMost: 0.02, observed: 10, of: 200) == .missed)
        #expect(StudyPromise(atLeast: 0.95, observed: 190, of: 200) == .tooFewStreams)
        #expect(StudyPromise(atLeast: 0.9, observed: 190, of: 200) == .kept)
        #expect(StudyPromise(atLeast: 0.98, observed: 190, of: 200) == .missed)
        #expect(StudyPromise(atLeast: 0.5, observed: 0, of: 0) == .tooFewStreams)
        #expect(StudyPromise.all([.kept, .tooFewStreams]) == .tooFewStreams)
        #expect(StudyPromise.all([.tooFewStreams, .missed]) == .missed)
    }

    @Test func `who may be labelled is the lot's affair, and who is goes by what was learnt`()
        throws
    {
        var generator = SeededGenerator(seed: 9)
        let scenario = try #require(StudyScenario.all.first { $0.id == "labelling" })
        let line = try #require(scenario.lines(&generator).first)
        let sample = LabelSample(disagreements: 0.5, agreements: 0.1)
        #expect(line.input.outcome.labels == sample)
        let lot = LabelLot(feature: line.input.feature, questions: ["kind"], sample)
        var (drawn, labelled) = (0, 0)
        for row in line.rows {
            let differs = row.answers[0].code != row.answers[1].code
            let isDrawn =
                lot.place(caseNumber: row.caseNumber, question: 0, isDisagreement: differs) != nil
            #expect(isDrawn || row.truth == nil)
            guard differs, isDrawn else { continue }
            drawn += 1
            if row.truth != nil { labelled += 1 }
        }
        // Of 2,000 cases 12 % differ, half of which are drawn, and half of those or more labelled.
        #expect((90...150).contains(drawn) && labelled > drawn / 3 && labelled < drawn)
    }

    /// A pinch of what the whole study does with 2,000 streams.
    @Test(arguments: ["planned-equal", "labelling", "failing"])
    func `a scenario with nothing to find gives few false verdicts`(id: String) throws {
        let scenario = try #require(StudyScenario.all.first { $0.id == id })
        let result = VerdictStudy.run(.watched(scenario), streams: 0..<8, seed: 3)
        guard case .watched(let streams) = result else { return }
        #expect(streams.streams == 8)
        #expect(streams.lies <= 2)
        #expect(streams.promise != .missed)
    }

    @Test func `a planned effect is found in most streams`() throws {
        let scenario = try #require(StudyScenario.all.first { $0.id == "planned" })
        let result = VerdictStudy.run(.watched(scenario), streams: 0..<10, seed: 3)
        guard case .watched(let streams) = result else { return }
        #expect(streams.stops.count >= 9)
        #expect(streams.lies == 0)
        #expect((streams.ratio ?? 9) < 2)
    }
}
