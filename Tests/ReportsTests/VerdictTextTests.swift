import Reports
import Testing
import Verdicts

struct VerdictTextTests {
    static let verdicts: [(name: String, verdict: Verdict)] = [
        ("model-earns", Story.modelEarns.verdict), ("cascade-earns", Story.cascadeEarns.verdict),
        ("heuristic-stays", Story.heuristicStays.verdict), ("too-few", Story.tooFew.verdict),
        ("unknown-price", Story.unknownPrice.verdict),
        ("missing-outcomes", Story.missingOutcomes.verdict),
        ("no-economics", Story.noEconomics.verdict), ("no-outcomes", Story.noOutcomes.verdict),
        ("depends-on-answer", Story.dependsOnAnswer.verdict), ("no-model", Story.noModel.verdict),
        ("audit-fires", Story.auditFires.verdict), ("empty", Story.empty.verdict),
        ("recorded", Story.recorded.verdict),
    ]

    @Test(arguments: verdicts.map(\.name))
    func `a verdict reads as it did`(name: String) throws {
        let verdict = try #require(Self.verdicts.first { $0.name == name }).verdict
        try expectGolden(VerdictText(verdict).text, "\(name).txt")
    }

    @Test(arguments: ["model-earns", "cascade-earns", "unknown-price", "depends-on-answer"])
    func `the details read as they did`(name: String) throws {
        let verdict = try #require(Self.verdicts.first { $0.name == name }).verdict
        try expectGolden(
            VerdictText(verdict, isDetailed: true).text, "\(name)-detail.txt")
    }

    @Test(arguments: verdicts.map(\.name))
    func `no line is wider than the screen, and five labels stand at its edge`(
        name: String
    ) throws {
        let verdict = try #require(Self.verdicts.first { $0.name == name }).verdict
        for width in [60, 72, 100, 140] {
            let lines = VerdictText(verdict, width: width).text.split(separator: "\n")
            #expect(lines.map(\.count).max() ?? 0 <= width)
            let body = lines.drop { !$0.hasPrefix("Decision ") }
            #expect(body.filter { !$0.hasPrefix(" ") }.count == 5)
        }
    }

    @Test(arguments: verdicts.map(\.name), [60, 80, 140])
    func `no line of the details is wider than the screen`(name: String, width: Int) throws {
        let verdict = try #require(Self.verdicts.first { $0.name == name }).verdict
        let lines = VerdictText(verdict, isDetailed: true, width: width).text
            .split(separator: "\n")
        #expect(lines.filter { $0.count > width } == [])
    }

    @Test func `colours come only where they are asked for`() {
        let verdict = Story.empty.verdict
        #expect(!VerdictText(verdict).text.contains("\u{1B}"))
        #expect(VerdictText(verdict, isColored: true).text.contains("\u{1B}[1;33m"))
    }
}
