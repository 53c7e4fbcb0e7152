import Testing

/// `assay check` on folders with one fault of each kind.
struct CheckTests {
    @Test func `every fault of a feature file is found at once`() async throws {
        try await Workspace.with { workspace in
            try workspace.write("Rules/broken/feature.yaml", Self.brokenFeature)
            var transcript = Transcript(workspace)
            try await transcript.run("check", "Rules/broken")
            try await transcript.run("replay", "Rules/broken")
            try transcript.expectGolden("check-feature")
        }
    }

    private static let brokenFeature = """
        feature: broken
        colour: red
        questions:
          - { name: route, type: chioce, choices: [approve, review] }
          - { name: desk, type: choice, choices: [one] }
        fields:
          text:   { type: sting }
          class:  { type: string, optional: perhaps }
        paths:
          heuristic: { rules: missing.yaml }
          model: { api: chatt, base_url: "${ASSAY_MODEL_URL}", model: m, key: sk-secret-key-1234 }
          other: { api: chat, model: m, timeout: soon, retries: 99 }
        in_charge: heuristics
        shadow: { sample: 2 }
        outcome: { matures_after: 7x }
        economics: { wrong: { default: free } }
        slices: [plan]

        """

    @Test func `every fault of rules, tests, prompt and prices is found at once`() async throws {
        try await Workspace.with { workspace in
            try Self.writeBrokenRules(to: workspace)
            var transcript = Transcript(workspace)
            try await transcript.run("check", "Rules/broken")
            try await transcript.run("replay", "Rules/broken")
            try transcript.expectGolden("check-rules")
            #expect(!workspace.exists("assay.sqlite"))
        }
    }

    private static func writeBrokenRules(to workspace: Workspace) throws {
        try workspace.write(
            "Rules/broken/feature.yaml",
            """
            feature: broken
            questions:
              - { name: route, type: choice, choices: [approve, review, refuse] }
            fields:
              text:   { type: string }
              amount: { type: double, optional: true }
            paths:
              heuristic: { rules: rules.yaml }
              model: { api: chat, base_url: "${ASSAY_MODEL_URL}", model: m, prompt: prompt.md }
            outcome: { depends_on_answer: no }
            economics: { wrong: { default: 5 } }

            """)
        try workspace.write(
            "Rules/broken/rules.yaml",
            """
            hit_policy: first
            rules:
              - id: unknown-field
                condition: amont > 100.0
                output: review
              - id: wrong-type
                condition: amount > "100"
                output: review
              - id: no-boolean
                condition: amount + 1.0
                output: review
              - id: unfinished
                condition: text.contains("x"
                output: review
              - id: outside
                condition: amount > 5.0
                output: reviw
              - id: outside
                condition: amount > 6.0
                output: approve
              - id: odd-key
                when: amount > 7.0
                output: approve
            otherwise: abstain

            """)
        try workspace.write(
            "Rules/broken/prompt.md", "Decide. {{text}}\n---\n{{txt}} for {{amount}}\n")
    }

    @Test func `what is suspicious is warned of`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            try workspace.edit(
                "\(Parcels.folder)/feature.yaml", "[approve, review]", "[approve, review, refuse]")
            try workspace.edit("\(Parcels.folder)/feature.yaml", "depends_on_answer: no, ", "")
            try workspace.write(
                "\(Parcels.folder)/rules.yaml",
                """
                hit_policy: first
                rules:
                  - { id: dear, condition: amount > 10.0, output: review }
                  - { id: all, condition: "true", output: approve }
                  - { id: never, condition: amount > 5.0, output: review }
                otherwise: abstain

                """)
            var transcript = Transcript(workspace)
            try await transcript.run("check", Parcels.folder)
            try workspace.write(
                "\(Parcels.folder)/rules.yaml",
                """
                hit_policy: first
                rules:
                  - { id: same, condition: has(amount), output: review }
                  - { id: same, condition: text == "x", output: approve }
                otherwise: abstain

                """)
            try await transcript.run("check", Parcels.folder)
            try transcript.expectGolden("check-warnings")
        }
    }

    @Test func `a rule test that fails is told with what happened instead`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            try workspace.write(
                "\(Parcels.folder)/rules.test.yaml",
                """
                tests:
                  - name: a dear parcel
                    input: { text: x, amount: 11 }
                    expect: approve
                    because: somebody mistyped the threshold
                  - name: without an amount
                    input: { text: x }
                    expect: abstain

                """)
            var transcript = Transcript(workspace)
            try await transcript.run("check", Parcels.folder)
            try workspace.write(
                "\(Parcels.folder)/rules.test.yaml",
                "tests:\n  - { name: odd, input: { amont: 1 }, expect: aprove, rule: dera }\n")
            try await transcript.run("check", Parcels.folder)
            try transcript.expectGolden("check-tests")
        }
    }

    @Test(arguments: [
        ("not yaml", "feature: [unclosed\n"), ("empty", ""), ("a list", "- 1\n- 2\n"),
        ("a tab", "feature: x\n\tquestions: y\n"),
    ])
    func `a feature file that is none ends with a place, not a crash`(
        name: String, text: String
    ) async throws {
        try await Workspace.with { workspace in
            try workspace.write("F/feature.yaml", text)
            for command in ["check", "replay"] {
                let outcome = try await workspace.assay(command, "F")
                #expect(outcome.exitCode == 78 || outcome.exitCode == 65)
                #expect((outcome.errors + outcome.text).contains("F/feature.yaml"))
            }
        }
    }

    @Test func `files that are no text are refused with their name`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            try workspace.write("\(Parcels.folder)/rules.yaml", bytes: [0x72, 0xFF, 0xFE, 0x0A])
            var transcript = Transcript(workspace)
            try await transcript.run("check", Parcels.folder)
            try workspace.write("\(Parcels.folder)/rules.yaml", Parcels.rules)
            try workspace.write("\(Parcels.folder)/prompt.md", bytes: [0xC3, 0x28])
            try await transcript.run("replay", Parcels.folder)
            try transcript.expectGolden("check-encoding")
        }
    }
}
