import Advisor
import Decisions
import JSONCodec
import Reports
import Testing

/// What a launch plan looks like on a page, in Markdown, in JSON and on a terminal.
struct LaunchPlanReportTests {
    private let questionnaire: Questionnaire

    init() throws {
        questionnaire = try #require(QuestionnaireFile.read(Questionnaire.launch).questionnaire)
    }

    private func candidate(
        _ name: String, dependsOn: [String] = [], _ answers: [Int?], more: [Assessment.Entry] = []
    ) -> LaunchCandidate {
        let entries = zip(LaunchItem.allCases, answers).map {
            Assessment.Entry(item: $0.rawValue, answer: $1, by: "ana")
        }
        return LaunchCandidate(
            Assessment(
                feature: name, questionnaire: "launch", version: questionnaire.hash.short,
                dependsOn: dependsOn, entries: entries + more), questionnaire)
    }

    /// A hint, a measured helper that builds on it, a bold one, one whose evidence is in doubt, and
    /// one that hardly anybody has thought about.
    private var plan: LaunchPlan {
        var helper = candidate("helper", dependsOn: ["hint"], [2, 4, nil, 0, 1, 1, 2, 2])
        helper.measured = MeasuredError(
            question: "team", path: "heuristic", isHeuristic: true, mistakes: 32, answers: 148,
            unanswered: 0.38)
        var doubted = candidate("doubted", [3, 4, 0, 0, 0, 0, 0, 1])
        doubted.firingAudits = [
            .init(id: "A3", sentence: "12 of 600 test questions are in the training data")
        ]
        var bold = candidate(
            "bold", [4, 3, 2, 4, 3, 4, 4, 4],
            more: [
                .init(
                    item: "severity", answer: 4, by: "bo", note: "a |stolen| card <is> [fraud](x)")
            ])
        bold.advice = .modelWithHumanCheck
        let vague = candidate("vague", [3, nil, 1, nil, 1, 3, 0, 1])
        return LaunchPlan(
            [bold, candidate("hint", [2, 2, 2, 0, 0, 0, 0, 1]), helper, doubted, vague],
            questionnaire, draws: 400)
    }

    private var empty: LaunchPlan { LaunchPlan([], questionnaire) }

    private var final: LaunchPlan {
        LaunchPlan([candidate("final", [4, 4, 0, 0, 0, 0, 4, 4])], questionnaire, draws: 50)
    }

    @Test func `the page`() throws {
        try expectGolden(LaunchPlanPage(plan).html, "launch-plan.html")
    }

    @Test func `the Markdown`() throws {
        try expectGolden(LaunchPlanMarkdown(plan).text, "launch-plan.md")
    }

    @Test func `the JSON`() throws {
        try expectGolden(plan.json.description + "\n", "launch-plan.json")
    }

    @Test(arguments: [60, 100])
    func `the text`(width: Int) throws {
        let text = LaunchPlanText(plan, isColored: false, width: width).text
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
        try expectGolden(text + "\n", "launch-plan-\(width).txt")
    }

    @Test func `where all is final, every form says that nothing may go first`() {
        let headline = "Nothing here may go first yet"
        #expect(
            LaunchPlanText(final, isColored: false, width: 100).text.hasPrefix(headline))
        #expect(LaunchPlanMarkdown(final).text.hasPrefix("# \(headline)"))
        #expect(LaunchPlanPage(final).html.contains("<h1>\(headline)</h1>"))
    }

    @Test func `an empty portfolio is no fault of the page`() {
        let page = LaunchPlanPage(empty).html
        #expect(page.contains("<h1>There is nothing to launch</h1>"))
        #expect(!page.contains("<figure"))
        #expect(LaunchPlanMarkdown(empty).text.hasPrefix("# There is nothing to launch"))
    }

    @Test func `names and notes are shown, never obeyed`() {
        let name = #"<img src=x onerror="alert(1)">`&"#
        let hostile = LaunchPlan(
            [candidate(name, [4, 4, 0, 0, 0, 0, 0, 0])], questionnaire, draws: 10)
        #expect(!LaunchPlanPage(hostile).html.contains("<img"))
        #expect(!LaunchPlanMarkdown(hostile).text.contains("<img"))
    }

    @Test func `the page loads nothing, and every mark leads to a source`() throws {
        let page = LaunchPlanPage(plan).html
        for forbidden in ["<script", "<link", "src=", "@import", "url("] {
            #expect(!page.contains(forbidden), "\(forbidden)")
        }
        let targets = Set(page.matches(of: /href="#([a-z0-9-]+)"/).map { String($0.1) })
        #expect(targets.count > 10)
        for target in targets { #expect(page.contains("id=\"\(target)\""), "\(target)") }
    }
}
