import Decisions
import Diagnostics
import Testing

/// Every diagnostic of a feature file: its words, and the place that it points to.
struct FeatureDiagnosticsTests {
    /// The head of a file, to which a row of the table adds what is wrong.
    private static let head = """
        feature: f
        questions: [{ name: team, type: choice, choices: [a, b] }]

        """

    static let sections: [(String, [String])] = [
        (
            "»slicse: []",
            ["unknown key `slicse` in the feature; did you mean `slices`?"]
        ),
        (
            "»colour: red",
            [
                "unknown key `colour` in the feature; expected `feature`, `questions`, `fields`, "
                    + "`case`, `paths`, `in_charge`, `cascade`, `split`, `shadow`, `holdout`, "
                    + "`prior`, `compare`, `redact`, `chat_models`, `outcome`, `economics`, `slices`, `datasets`, `audits`, "
                    + "`prices`"
            ]
        ),
        ("fields: »[x]", ["`fields` is a list; expected a mapping"]),
        (
            "fields: { x: »strng }",
            ["unknown type `strng`; did you mean `string`?"]
        ),
        (
            "fields: { x: »colour }",
            [
                "unknown type `colour`; expected bool, bytes, double, duration, dyn, int, string, "
                    + "timestamp, uint, `list(…)` or `map(string, …)`"
            ]
        ),
        (
            "fields: { »2x: int, »in: int, »\"a b\": int }",
            [
                "`2x` is no field name; " + fieldNameHint,
                "`in` is no field name; " + fieldNameHint,
                "`a b` is no field name; " + fieldNameHint,
            ]
        ),
        ("fields: { x: »{ optional: yes } }", ["field `x` has no `type`"]),
        (
            "fields: { x: { type: int, »form: $text } }",
            ["unknown key `form` in field `x`; did you mean `from`?"]
        ),
        (
            "fields: { x: { type: int, from: »$json. } }",
            ["`from` is `$json.`; expected `$text`, `$message.last_user` or `$json.<path>`"]
        ),
        (
            "fields: { x: { type: int, optional: »maybe } }",
            ["`optional` is a text; expected true or false"]
        ),
        ("paths: »{}", ["`paths` is empty; add `heuristic: { rules: rules.yaml }`"]),
        (
            "paths: { »cascade: { rules: r.yaml } }",
            ["`cascade` is no path name; use letters, digits, `-` and `_`; `cascade` is taken"]
        ),
        (
            "paths: { m: »{ timeout: 5s } }",
            ["path `m` has no `api`", "path `m` has no `base_url`", "path `m` has no `model`"]
        ),
        (
            "paths: { m: { api: »chta, base_url: u, model: m } }",
            ["`api` is `chta`; did you mean `chat`?"]
        ),
        (
            "paths: { m: { api: chat, base_url: u, model: m, timeout: »8 } }",
            ["`timeout` is `8`; write a number with `ms`, `s`, `m`, `h` or `d`, such as `8s`"]
        ),
        (
            "paths: { m: { api: chat, base_url: u, model: m, key: »sk-1 } }",
            [
                "warning: a key stands in the file; "
                    + "write `key: \"${NAME}\"` and keep it in the environment"
            ]
        ),
        (
            "paths: { m: { api: chat, base_url: u, model: m, retries: »11 } }",
            ["`retries` is `11`; expected a whole number from 0 to 10"]
        ),
        (
            "paths: { m: { api: chat, base_url: u, model: m, price: { per_call: »-1 } } }",
            ["`per_call` is `-1.0`; expected 0.0 to 1000000.0"]
        ),
        (
            "paths: { m: { api: chat, base_url: u, model: m, price: »{} } }",
            [
                "a price is empty; " + priceHint
            ]
        ),
        (
            "paths: { m: { api: chat, base_url: u, model: m, price: »{ per_call: } } }",
            [
                "a price is empty; " + priceHint
            ]
        ),
        (
            "paths: { m: { api: chat, base_url: u, model: m, price: »{ input_per_million: 1 } } }",
            [
                "a price has no `output_per_million`; a price of tokens needs both ways; "
                    + "write `output_per_million: 0` where it is free"
            ]
        ),
        (
            "paths: { m: { api: chat, base_url: u, model: m, price: »{ output_per_million: 1, per_call: 1 } } }",
            [
                "a price has no `input_per_million`; a price of tokens needs both ways; "
                    + "write `input_per_million: 0` where it is free"
            ]
        ),
        (
            "in_charge: »heuristics",
            ["`in_charge` names no path: `heuristics`; did you mean `heuristic`?"]
        ),
        (
            "in_charge: »nobody",
            ["`in_charge` names no path: `nobody`; the paths are `heuristic`"]
        ),
        ("shadow: { sample: »1.5 }", ["`sample` is `1.5`; expected 0.0 to 1.0"]),
        (
            "shadow: { concurrency: »2.5 }",
            ["`concurrency` is `2.5`; expected a whole number from 1 to 4096"]
        ),
        (
            "outcome: »{ matures_after: 7d }",
            [
                "warning: `outcome` does not say whether it depends on the answer; "
                    + "add `depends_on_answer: yes`, `no` or `unknown`; "
                    + "a verdict needs `no` or a randomised split"
            ]
        ),
        (
            "outcome: { depends_on_answer: »sometimes }",
            ["`depends_on_answer` is `sometimes`; expected `yes`, `no`, `unknown`"]
        ),
        ("economics: »{ abstain: 1 }", ["`economics` has no `wrong`"]),
        (
            "economics: { wrong: 2, doubt: { wrong: »[3, 5] } }",
            [
                "`wrong` is not a range around what `economics` declares; "
                    + "write `[least, most]`, both above 0"
            ]
        ),
        (
            "economics: { wrong: 2, doubt: { wrong: »4 } }",
            ["`wrong` is a number; expected a list"]
        ),
        (
            "economics: { wrong: 2, doubt: { cases_per_year: »[1, 5] } }",
            [
                "there is no `cases_per_year` in `economics` that could be in doubt; "
                    + "declare what is likeliest there, above 0"
            ]
        ),
        ("economics: { wrong: »much }", ["`wrong` is a text; expected a number"]),
        ("economics: { wrong: »\"2\" }", ["`wrong` is a text; expected a number"]),
        ("economics: { wrong: »{ \"a->b\": 1 } }", ["`wrong` has no `default`"]),
        (
            "economics: { wrong: { default: 1, »\"a->z\": 2, »\"a=b\": 1, »\"b -> b\": 1 } }",
            [
                "`z` is no value of the feature's questions; did you mean `a`?",
                "`a=b` is no error; write `default` or `<truth>-><answer>`, "
                    + "with values of the questions",
                "`b -> b` is no error; a right answer's benefit is `correct`",
            ]
        ),
        (
            "economics: { wrong: 1, build_once: { »modle: 5 } }",
            ["unknown key `modle` in `build_once`; expected `heuristic`"]
        ),
        ("slices: [»plan]", ["slice `plan` is no field"]),
        (
            "datasets: { eval: [»3] }",
            ["data set `eval` is a number; expected a text; write \"3\" in quotes"]
        ),
        (
            "case: { »ids: x }",
            ["unknown key `ids` in `case`; did you mean `id`?"]
        ),
        ("case: »{ id: x, time: x }", ["`case` gives the key `x` two meanings"]),
        (
            "fields: { late: bool }\ncase: { outcome: »late }",
            ["field `late` is the outcome of recorded cases; " + outcomeHint]
        ),
        ("fields: { x: int\nslices»: []", ["not valid YAML: did not find expected ',' or '}'"]),
    ]

    private static let priceHint =
        "write `per_call`, or `input_per_million` and `output_per_million`; 0 means free; "
        + "leave `price` out where it is unknown"
    private static let fieldNameHint =
        "use letters, digits and `_`, not beginning with a digit, and no CEL keyword"
    private static let outcomeHint =
        "the paths would be told the truth; take it out of `fields`, "
        + "or name another outcome under `case`"

    @Test(arguments: sections)
    func `a fault in a section is named where it stands`(marked: String, expected: [String]) {
        expect(Self.head + marked, expected)
    }

    static let files: [(String, [String])] = [
        ("", ["feature.yaml: the file is empty"]),
        ("»just a text", ["the feature is a text; expected a mapping"]),
        (
            "»questions: []",
            [
                "the feature has no `feature`",
                "`questions` is empty; a feature decides at least one",
            ]
        ),
        ("feature: »a b\nquestions: [{ name: q, type: predicate }]", [nameHint("a b")]),
        (
            "feature: »7\nquestions: [{ name: q, type: predicate }]",
            ["`feature` is a number; expected a text; write \"7\" in quotes"]
        ),
        ("feature: f\nquestions: »{}", ["`questions` is a mapping; expected a list"]),
        ("feature: f\nquestions: [»{ name: q }]", ["a question has no `type`"]),
        (
            "feature: f\nquestions: [{ name: q, type: »choise }]",
            ["`type` is `choise`; did you mean `choice`?"]
        ),
        (
            "feature: f\nquestions: [{ name: »no, type: predicate }]",
            ["`name` is true or false; expected a text; write \"no\" in quotes"]
        ),
        ("feature: f\nquestions: [»{ name: q, type: choice }]", ["a question has no `choices`"]),
        (
            "feature: f\nquestions: [{ name: q, type: choice, choices: »[a] }]",
            ["`choices` has 1 value; 2 to 255 are possible"]
        ),
        (
            "feature: f\nquestions: [{ name: q, type: choice, choices: [a, b, »a] }]",
            ["`a` is given twice in `choices`"]
        ),
        (
            "feature: f\nquestions: [{ name: q, type: choice, choices: [true, x, »\"true\"] }]",
            ["`true` is given twice in `choices`"]
        ),
        (
            "feature: f\nquestions: [{ name: q, type: choice, choices: [a, b, »[c]] }]",
            ["an option is a list; expected a text"]
        ),
        (
            "feature: f\nquestions: [{ name: q, type: predicate, choices: »[a, b] }]",
            ["a `predicate` question has no `choices`"]
        ),
        (
            "feature: f\nquestions: [{ name: q, type: score, levels: [a, b, { »lable: c }] }]",
            ["unknown key `lable` in an option; did you mean `label`?", "an option has no `label`"]
        ),
        (
            "feature: f\nquestions: [{ name: q, type: predicate }, »{ name: q, type: predicate }]",
            ["question `q` is given twice"]
        ),
        ("»feature: f\nfeature: g", ["key `feature` is given twice"]),
    ]

    private static func nameHint(_ name: String) -> String {
        "`\(name)` is no feature name; use letters, digits, `-` and `_`, at most 100"
    }

    @Test(arguments: files)
    func `a fault of the whole file is named where it stands`(
        marked: String, expected: [String]
    ) {
        expect(marked, expected)
    }

    @Test func `faults of one section hide none of another`() {
        expect(
            """
            feature: »f f
            questions:
              - { name: a, type: »chioce }
              - { name: »[b], type: choice, choices: »[one] }
            fields:
              x: { type: »strng, from: »$jsn.x, optional: »maybe }
            paths:
              heuristic: { rules: »r.yaml }
              m: { api: »chta, base_url: u, model: m, timeout: »8, price: »{} }
            in_charge: »heuristics
            shadow: { sample: »2 }
            outcome: { depends_on_answer: no, matures_after: »7x }
            economics: { wrong: { default: »free, "x->y": »dear }, abstain: »-1 }
            slices: [x, »y]
            datasets: { eval: »e.jsonl }
            prices: »p.yaml
            """,
            [
                Self.nameHint("f f"), "`type` is `chioce`; did you mean `choice`?",
                "`name` is a list; expected a text",
                "`choices` has 1 value; 2 to 255 are possible",
                "unknown type `strng`; did you mean `string`?",
                "`from` is `$jsn.x`; expected `$text`, `$message.last_user` or `$json.<path>`",
                "`optional` is a text; expected true or false", "there is no file `r.yaml`",
                "`api` is `chta`; did you mean `chat`?",
                "`timeout` is `8`; write a number with `ms`, `s`, `m`, `h` or `d`, such as `8s`",
                "a price is empty; write `per_call`, or `input_per_million` and "
                    + "`output_per_million`; 0 means free; leave `price` out where it is unknown",
                "`in_charge` names no path: `heuristics`; did you mean `heuristic`?",
                "`sample` is `2.0`; expected 0.0 to 1.0",
                "`matures_after` is `7x`; write a number with `ms`, `s`, `m`, `h` or `d`, "
                    + "such as `8s`",
                "`default` is a text; expected a number", "a cost is a text; expected a number",
                "`abstain` is `-1.0`; expected 0.0 to 1000000000000.0",
                "slice `y` is no field; did you mean `x`?", "there is no file `e.jsonl`",
                "there is no file `p.yaml`",
            ], fileExists: { _ in false })
    }

    @Test func `too many choices are counted`() {
        let choices = (0..<256).map { "c\($0)" }.joined(separator: ", ")
        expect(
            "feature: f\nquestions: [{ name: q, type: choice, choices: »[\(choices)] }]",
            ["`choices` has 256 values; 2 to 255 are possible"])
    }

    @Test(arguments: [
        "{ per_call: 0 }", "{ input_per_million: 0, output_per_million: 0 }",
        "{ input_per_million: 1, cached_input_per_million: 0, output_per_million: 2, per_call: 1 }",
    ])
    func `a whole price is taken`(price: String) {
        expect(
            Self.head + "paths: { m: { api: chat, base_url: u, model: m, price: \(price) } }", [])
    }

    @Test func `a file that is not there is missed`() {
        let file = MarkedFile(Self.head + "paths: { heuristic: { rules: »r.yaml } }")
        let found = file.read { $0 != "r.yaml" }.diagnostics
        #expect(found.map(\.fact) == ["there is no file `r.yaml`"])
        #expect(found.map(\.position) == file.positions)
    }

    @Test func `a caret stands under the fault`() {
        let found = MarkedFile(Self.head + "fields: { x: strng }").read().diagnostics
        #expect(
            found.first?.description == """
                feature.yaml:3:14: unknown type `strng`; did you mean `string`?
                  3 | fields: { x: strng }
                    |              ^~~~~
                """)
    }

    /// Compares what is found, in its order, with the lines expected and the marked places.
    private func expect(
        _ marked: String, _ expected: [String],
        fileExists: @escaping (String) -> Bool = { _ in true },
        location: SourceLocation = #_sourceLocation
    ) {
        let file = MarkedFile(marked)
        let found = file.read(fileExists: fileExists).diagnostics
        let lines = found.map { finding in
            var finding = finding
            if finding.position != nil { finding.file = "" }
            finding.position = nil
            return finding.summary.drop { $0 == " " }.description
        }
        #expect(lines == expected, sourceLocation: location)
        let places = found.compactMap(\.position)
        for position in file.positions {
            #expect(places.contains(position), sourceLocation: location)
        }
    }
}
