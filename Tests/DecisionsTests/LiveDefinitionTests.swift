import Decisions
import Diagnostics
import Testing

/// What `feature.yaml` says about running live.
struct LiveDefinitionTests {
    private static let head = """
        feature: f
        questions:
          - { name: team, type: choice, choices: [a, b, c] }
          - { name: urgent, type: predicate }
          - { name: mood, type: score, levels: [calm, cross, furious] }
        fields: { text: string, plan: string, n: int }
        slices: [plan]
        paths:
          heuristic: { rules: rules.yaml }
          model: { api: chat, base_url: u, model: m, budget_usd_per_day: 9,
                   budget_usd_per_hour: 1, hedge: 300ms }
          other: { api: chat, base_url: u, model: m }

        """

    @Test func `everything about running live is read`() throws {
        let feature = try Feature.read(
            Self.head + """
                in_charge: cascade
                cascade: { model: other, below: 0.8, deadline: 250ms }
                split: { unit: case, model: 0.1 }
                holdout: 0.05
                chat_models: [gpt-6-mini, other]
                shadow:
                  sample: 0.2
                  by_slice: { plan: { enterprise: 1, free: 0.01 } }
                  on_abstain: 1
                  on_unsure: 0.5
                  on_disagreement: 0.9
                  unsure_below: 0.6
                  repeat: 0.02
                  concurrency: 64
                  queue: 100
                  deadline: 10s
                  budget_usd_per_day: 20
                  budget_usd_per_hour: 2
                prior: { team: { a: 0.5, b: 0.25, c: 0.25 }, urgent: { true: 0.1, false: 0.9 } }
                compare:
                  team: { same: [[a, b]], ignore: [c], ignore_rules: [r] }
                  urgent: { threshold: 0.3, tolerance: 0.1 }
                  mood: { levels: 1 }
                redact: { keep: [text, plan], hash: [plan], user: hash, patterns: [email, iban],
                          custom: { ticket: "T-[0-9]+" }, key: "${KEY}" }
                """)
        let live = feature.live
        #expect(feature.inCharge == "cascade")
        #expect(live.cascade.model == "other" && live.cascade.below == 0.8)
        #expect(live.cascade.deadline == .milliseconds(250) && live.holdout == 0.05)
        #expect(live.chatModels == ["gpt-6-mini", "other"])
        #expect(live.split == SplitDefinition(unit: .case, path: "model", share: 0.1))
        let shadow = live.shadow
        #expect(
            shadow.sample == 0.2 && shadow.bySlice == ["plan": ["enterprise": 1, "free": 0.01]])
        #expect(shadow.onAbstain == 1 && shadow.onUnsure == 0.5 && shadow.onDisagreement == 0.9)
        #expect(shadow.unsureBelow == 0.6 && shadow.repeated == 0.02 && shadow.queue == 100)
        #expect(shadow.concurrency == 64 && shadow.deadline == .seconds(10))
        #expect(shadow.budgetUSDPerDay == 20 && shadow.budgetUSDPerHour == 2)
        #expect(live.priors == ["team": [0.5, 0.25, 0.25], "urgent": [0.9, 0.1]])
        let team = try #require(live.comparisons["team"])
        #expect(team.same == [[0, 1]] && team.ignored == [2] && team.ignoredRules == ["r"])
        #expect(live.comparisons["urgent"]?.threshold == 0.3)
        #expect(
            live.comparisons["urgent"]?.tolerance == 0.1 && live.comparisons["mood"]?.levels == 1)
        let redaction = try #require(live.redaction)
        #expect(redaction.kept == ["text", "plan"] && redaction.hashed == ["plan"])
        #expect(redaction.hashesUser && redaction.kinds == [.email, .iban] && redaction.needsKey)
        #expect(redaction.patterns == [.init(name: "ticket", expression: "T-[0-9]+")])
        let model = try #require(feature.path(named: "model")?.model)
        #expect(model.budgetUSDPerDay == 9 && model.budgetUSDPerHour == 1)
        #expect(model.hedge == .milliseconds(300))
    }

    @Test func `what is left out asks every shadow and keeps everything`() throws {
        let feature = try Feature.read(Self.head)
        #expect(feature.live == LiveDefinition() && feature.live.shadow.sample == 1)
        #expect(feature.live.shadow.queue == 1024 && feature.live.split == nil)
    }

    private static let faults: [(String, [String])] = [
        (
            "cascade: { model: »modle }",
            ["`model` names no path: `modle`; did you mean `model`?"]
        ),
        (
            "cascade: { model: »heuristic }",
            ["`model` names no path: `heuristic`; the paths are `model`, `other`"]
        ),
        ("cascade: { below: »2 }", ["`below` is `2.0`; expected 0.0 to 1.0"]),
        (
            "cascade: { »wait: 1s }",
            ["unknown key `wait` in `cascade`; expected `model`, `below`, `deadline`"]
        ),
        (
            "split: »{ unit: user }",
            [
                "`split` names 0 paths; write one path with its share, such as `model: 0.1`; "
                    + "the rest goes to `in_charge`"
            ]
        ),
        (
            "split: { »heuristic: 0.5 }",
            ["`heuristic` is in charge already; a split names another path"]
        ),
        (
            "split: { unit: »usr, model: 0.5 }",
            ["`unit` is `usr`; did you mean `user`?"]
        ),
        ("split: { model: »1.5 }", ["`model` is `1.5`; expected 0.0 to 1.0"]),
        ("holdout: »often", ["`holdout` is a text; expected a number"]),
        (
            "shadow: { »budget_usd_per_hur: 1 }",
            ["unknown key `budget_usd_per_hur` in `shadow`; did you mean `budget_usd_per_hour`?"]
        ),
        ("shadow: { queue: »0 }", ["`queue` is `0`; expected a whole number from 1 to 1000000"]),
        (
            "shadow: { deadline: »10 }",
            ["`deadline` is `10`; write a number with `ms`, `s`, `m`, `h` or `d`, such as `8s`"]
        ),
        (
            "shadow: { by_slice: { »text: { x: 1 } } }",
            ["`text` is no slice; name the field under `slices` as well"]
        ),
        (
            "prior: { team: »{ a: 0.5, b: 0.2 } }",
            ["the prior of `team` comes to 0.7; expected 1"]
        ),
        (
            "prior: { team: { »wxyz: 1 } }",
            [
                "unknown key `wxyz` in the prior of `team`; expected `a`, `b`, `c`",
                "the prior of `team` comes to 0.0; expected 1",
            ]
        ),
        (
            "compare: { mood: { »tolerance: 0.1 } }",
            [
                "unknown key `tolerance` in the comparison of `mood`; expected `levels`, "
                    + "`ignore`, `ignore_rules`"
            ]
        ),
        (
            "compare: { team: { same: [[a, »wxyz]] } }", ["`wxyz` is no value of `team`"]
        ),
        (
            "redact: { hash: [»n], key: \"${K}\" }",
            ["`hash` names no field that it could: `n`; there are `text`, `plan`"]
        ),
        (
            "redact: »{ user: hash }",
            [
                "`redact` hashes without a `key`; write `key: \"${NAME}\"` and keep it in the "
                    + "environment"
            ]
        ),
        (
            "redact: { user: hash, key: »secret }",
            [
                "a key stands in the file; write `key: \"${NAME}\"` and keep it in the environment"
            ]
        ),
        ("redact: { user: »drop }", ["`user` is `drop`; expected `hash` or `keep`"]),
        (
            "redact: { patterns: [»mail] }",
            ["a pattern is `mail`; did you mean `email`?"]
        ),
        (
            "redact: { custom: { »\"a b\": x } }",
            ["`a b` is no name of a pattern; use letters, digits and `_`"]
        ),
    ]

    @Test(arguments: faults)
    func `what is wrong is said where it stands`(line: String, expected: [String]) {
        let file = MarkedFile(Self.head + line)
        let found = file.read().diagnostics
        #expect(
            found.map { finding in
                finding.fact + (finding.hint.map { "; " + $0 } ?? "")
            } == expected)
        #expect(found.first?.position == file.positions.first)
    }

    @Test func `a cascade needs a heuristic and a model`() {
        let file = MarkedFile(
            "feature: f\nquestions: [{ name: q, type: predicate }]\nin_charge: »cascade")
        let found = file.read().diagnostics
        #expect(found.map(\.fact) == ["`in_charge: cascade` needs a heuristic and a model"])
        #expect(found.map(\.position) == file.positions)
    }
}
