/// What the fuzz run mutates: a few sound inputs of each kind, and those that once did harm.
enum FuzzCorpus {
    static let expressions = [
        #"amount > 500.0 && country in ["US", "CA"] && !email.endsWith("@example.com")"#,
        #"text.matches('(?i)\\b(refund|charge ?back)s?\\b') || size(text) > 3u"#,
        #"tags.exists(t, t.startsWith("vip-")) ? tags.map(t, t + "!").join(",") : """a"b""""#,
        "data.?level.orValue(0) + [1, 2, 3].filter(x, x % 2 == 1).map(x, x * -7)[0]",
        "cel.bind(d, duration('1h30m'), d < duration('-1.5s') || opened + d > opened)",
        "{'a': [1u, 2.5e3, null], b'\\xff'.size() : 0x1F}.all(k, v, type(v) != list)",
        "'%s %d %.2f %x'.format([data, 1, 2.0, b'ab']).replace('a', 'b', 2).split('')",
        "ip('10.0.0.1') in [ip('::1')] || cidr('10.0.0.0/8').containsIP('10.1.2.3')",
        "google.protobuf.Struct{fields: {'a': google.protobuf.Int64Value{value: 1}}}.a == 1.0",
        "[{'k': 1}].transformMapEntry(i, v, {v.k: i}).transformList(i, v, i > 0, [i, v])",
        "timestamp('2024-02-29T12:00:00Z').getHours('Europe/Berlin') in {1: 2} // comment",
        "optional.of([?data.?a, optional.none().orValue(1)]).optMap(x, x[?0].hasValue())",
        "math.greatest(1, 2.0, 3u) >= math.bitShiftLeft(1, 62) && base64.decode('YQ') == b'a'",
    ]

    static let rules = [
        #"""
        hit_policy: any
        lists: { rude: { words: [darn, money back] }, near: { ids: [a, "1"] } }
        variables:
          big: has(amount) && amount > 500.0
          words: 'text.split(" ")'
        rules:
          - id: refund
            condition: text.matches('(?i)\\brefund\\b') || big || rude(text)
            output: billing
            confidence: 0.9
            explanation: asks for money back
          - { id: words, condition: 'words.exists(w, near(w))', output: technical }
          - condition: |
              has(data) &&
                data.level > 3
            output: abstain
        otherwise: { output: technical, confidence: measured }
        """#,
        #"""
        include: [common.yaml]
        scorecard:
          base: 1.5
          rules:
            - { id: long, condition: size(text) > 9 && !(has(amount) && amount > 5), points: 3 }
            - { condition: invoice(text), points: -2.5, explanation: near }
          curve: { midpoint: 2, slope: 0.5 }
          thresholds: { billing: 0, technical: 3 }
        """#,
        #"""
        hit_policy: unique
        table:
          inputs: [text, { name: amount, expression: "has(amount) ? amount : 0.5" }, data]
          rows:
            - ['"a","b"', "[1..2.5)", "-", billing]
            - { id: c, when: ['not("a","b")', ">= 3", [true, "< 4"]], then: technical }
        otherwise: abstain
        """#,
    ]

    static let tableRules = #"""
        hit_policy: priority
        priority: [technical]
        table:
          file: t.csv
          inputs: [text, { name: amount, expression: "has(amount) ? amount : 0.5" }, data]
        """#

    static let tables = [
        #"""
        id,text,amount,data,team,confidence
        a,"""x"",y",[1..2.5),not(3),billing,0.5
        b,-,">= 3","< 4, true, ""w""",technical,
        ,not("a"),]1..1e3[,null,abstain,
        """#,
        "text;amount;data;team\n\"\"\"a\"\"\n\";-;-;billing\r\n-;<= -0;true;technical\r\n",
    ]

    static let features = [
        #"""
        feature: support-triage
        questions:
          - { name: team, type: choice, instructions: Which team?, choices: [billing, technical] }
          - name: urgent
            type: predicate
            instructions: Is it urgent?
        fields:
          text:   { type: string, from: $text }
          plan:   { type: string, from: $json.plan, optional: true }
          amount: { type: "list(map(string, double))", from: $json.amount, optional: true }
        paths:
          heuristic: { rules: rules.yaml }
          model: { api: chat, base_url: "${URL}", model: small, key: "${KEY}", timeout: 8s }
        in_charge: heuristic
        shadow: { sample: 1.0, concurrency: 64, budget_usd_per_day: 20 }
        outcome: { depends_on_answer: no, matures_after: 7d, effective: latest-human }
        economics: { correct: 0, wrong: { default: 2.50, "billing->technical": 6.00 },
                     abstain: 0.80, fail: 2.50, per_second: 0.0004, build_once: { model: 20000 } }
        slices: [plan]
        datasets: { eval: eval.jsonl, synthetic: [gen1.jsonl] }
        """#
    ]

    /// What is put in between: marks of YAML, CSV and CEL, and what has been trouble elsewhere.
    static let scraps = [
        "(", ")", "[", "]", "{", "}", ".", ",", ":", "?", "'", "\"", "\\", "&&", "||", "!", "-",
        "==", "in", "has(", ".map(x, ", "9223372036854775808", "1e308", "1e999", "0x", "b'", "'''",
        "é", "e\u{301}", "\u{0}", "\u{FFFD}", "\u{FEFF}", "\u{1F468}\u{200D}", "//", "`", ".?",
        "[?", "cel.bind(a, ", "%s", "\n", "\r", "\t", "dyn(", "null", "1u", "&a ", "*a", "<<: ",
        "!!binary ", "---\n", "...\n", "- ", ": ", "|\n", ">-\n", "#", "@", "${", "}", ";", "\"\"",
        "..", ">=", "not(", "-0.0", ".inf", ".nan", "~", "true", "2024-02-30", "P1D", "1h-1m",
        "(?i)", "(a+)+$", "{1000}", "\\pL", "x{1,1000}{1,1000}", "::1", "10.0.0.0/99",
    ]
}
