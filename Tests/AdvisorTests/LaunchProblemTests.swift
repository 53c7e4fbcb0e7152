import Advisor
import Diagnostics
import Testing

/// Launch files that are wrong, and what is said of them.
struct LaunchProblemTests {
    private let questionnaire: Questionnaire

    init() throws {
        questionnaire = try #require(QuestionnaireFile.read(Questionnaire.launch).questionnaire)
    }

    private func read(
        _ name: String, _ text: String
    ) -> (candidate: LaunchCandidate?, diagnostics: [Diagnostic]) {
        LaunchFile.read(
            SourceText(name: "\(name)/launch.yaml", text: text), folder: name, questionnaire)
    }

    private func candidates(_ dependencies: KeyValuePairs<String, String>) throws
        -> [LaunchCandidate]
    {
        try dependencies.map { name, others in
            try #require(
                read(
                    name,
                    "assessment: \(name)\nquestionnaire: launch\ndepends_on: [\(others)]\nanswers: []\n"
                ).candidate)
        }
    }

    @Test
    func `a dependency that is not there is named with its place`() throws {
        let problems = LaunchPlan.problems(try candidates(["a": "timidd", "timid": ""]))
        #expect(
            problems.map(\.summary) == [
                "a/launch.yaml:3:14: `a` depends on `timidd`, which has no launch.yaml; "
                    + "did you mean `timid`?"
            ])
    }

    @Test
    func `features that wait for each other are named in their circle, each circle once`() throws {
        let problems = LaunchPlan.problems(
            try candidates(["a": "c", "b": "b", "c": "d, a", "d": "", "e": "a"]))
        #expect(
            problems.map(\.summary) == [
                "a/launch.yaml:3:14: features wait for each other: `a` → `c` → `a`; "
                    + "take one of them off its `depends_on`",
                "b/launch.yaml:3:14: features wait for each other: `b` → `b`; "
                    + "take one of them off its `depends_on`",
            ])
    }

    @Test(arguments: [
        (
            "assessment: b\nquestionnaire: launch\n",
            "a/launch.yaml:1:13: this is about `b`; write the folder's name, `a`"
        ),
        (
            "assessment: a\nquestionnaire: launch\nanswers:\n  - { item: valeu, answer: 2 }\n",
            "a/launch.yaml:4:13: `launch` has no item `valeu`; did you mean `value`?"
        ),
        (
            "assessment: a\nquestionnaire: launch\nanswers:\n  - { item: value, answer: 5 }\n",
            "a/launch.yaml:4:28: the answer is `5`; expected 0 to 4 or `unknown`"
        ),
        (
            "assessment: a\nquestionnaire: four-factor\n",
            "a/launch.yaml:2:16: these are answers to `four-factor`, not to `launch`; "
                + "give its file with `--questionnaire`"
        ),
    ])
    func `a launch file that is wrong is refused with its place`(text: String, message: String) {
        let read = read("a", text)
        #expect(read.candidate == nil)
        #expect(read.diagnostics.map(\.summary) == [message])
    }

    @Test
    func `answers to another version are kept, with a warning`() {
        let read = read(
            "a", "assessment: a\nversion: deb15151\nanswers: [{ item: value, answer: 4 }]")
        #expect(read.candidate?.range(.value) == 4...4)
        #expect(read.diagnostics.map(\.severity) == [.warning])
    }

    @Test
    func `a half-filled file leaves the rest open`() {
        let read = read("a", "assessment: a\nanswers: [{ item: value, answer: 4 }]")
        #expect(read.diagnostics.isEmpty)
        #expect(read.candidate?.isOpen(.value) == false)
        #expect(read.candidate?.isOpen(.severity) == true)
        #expect(read.candidate?.range(.severity) == 0...4)
    }
}
