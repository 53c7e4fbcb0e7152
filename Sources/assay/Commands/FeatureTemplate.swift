/// What `assay init` writes.
enum FeatureTemplate {
    /// The files of a new feature, by name.
    static func files(for feature: String) -> [(name: String, text: String)] {
        [
            ("feature.yaml", featureFile(feature)), ("rules.yaml", rules),
            ("rules.test.yaml", tests), ("prompt.md", prompt), ("traffic.jsonl", traffic),
        ]
    }

    private static func featureFile(_ feature: String) -> String {
        """
        # What is decided, by whom, and what answers are worth. Everything here is an example.
        feature: \(feature)

        questions:
          - name: route
            type: choice
            instructions: Should this refund request be approved at once or looked at by a person?
            choices: [approve, review]

        # What rules may read and what a model is shown; nothing else of a case is logged.
        fields:
          text:   { type: string, from: $text }
          amount: { type: double, from: $json.amount, optional: true }   # US dollars

        paths:
          heuristic: { rules: rules.yaml }
          # Set ASSAY_MODEL_URL (such as https://api.openai.com/v1) and ASSAY_MODEL_KEY to ask a
          # model; without them the path is left out.
          model:
            api: chat
            base_url: "${ASSAY_MODEL_URL}"
            model: gpt-6-mini    # as the server knows it
            key: "${ASSAY_MODEL_KEY}"
            prompt: prompt.md
            timeout: 8s

        in_charge: heuristic
        shadow: { concurrency: 8 }

        # A verdict needs outcomes that do not depend on what was answered.
        outcome: { depends_on_answer: no, matures_after: 0s }

        # US dollars a case. Put in your own.
        economics:
          correct: 0
          wrong: { default: 5.00, "review->approve": 40.00 }
          abstain: 2.00        # a person decides
          fail: 2.00
          per_second: 0.001    # each second that somebody waits
          worth_having: 0.01   # the least advantage that makes a change worth it

        """
    }

    private static let rules = #"""
        # The heuristic: conditions in CEL, tried from the top; the first that holds decides.
        hit_policy: first
        variables:
          large: has(amount) && amount > 100.0
        rules:
          - id: large-amount
            condition: large
            output: review
            confidence: 0.9
            explanation: more than $100
          - id: never-arrived
            condition: text.matches('(?i)\\b(never|not) (arrived|delivered)\\b')
            output: approve
            confidence: 0.8
            explanation: says that the order never arrived
        otherwise: abstain

        """#

    private static let tests = """
        # What the rules must get right; `assay check` runs these.
        tests:
          - name: a large refund is looked at
            input: { text: "it never arrived", amount: 250.0 }
            expect: review
            rule: large-amount
            because: the amount goes before the reason
          - name: a small parcel that never arrived
            input: { text: "My order was not delivered", amount: 20.0 }
            expect: approve
            rule: never-arrived
          - name: the rules don't know every reason
            input: { text: "I changed my mind" }
            expect: abstain

        """

    private static let prompt = """
        You route refund requests of an online shop.
        Approve what is small and plausible; send the rest to a person for review.
        Answer with exactly one label: approve or review.
        ---
        Amount in US dollars: {{amount}}
        Request: {{text}}

        """

    private static let traffic = """
        {"id":"1","time":"2026-01-05T09:00:00Z","text":"My order never arrived","amount":18.5,"outcome":"approve"}
        {"id":"2","time":"2026-01-05T09:20:00Z","text":"The parcel was not delivered, I want my money back","amount":35,"outcome":"approve"}
        {"id":"3","time":"2026-01-05T10:05:00Z","text":"Please refund the television","amount":640,"outcome":"review"}
        {"id":"4","time":"2026-01-05T11:45:00Z","text":"I changed my mind about the shoes","amount":79.9,"outcome":"approve"}
        {"id":"5","time":"2026-01-05T13:10:00Z","text":"It never arrived and neither did the last three","amount":22,"outcome":"review"}
        {"id":"6","time":"2026-01-05T15:00:00Z","text":"wrong size, sent it back on Monday","amount":41,"outcome":"approve"}
        {"id":"7","time":"2026-01-05T16:30:00Z","text":"charged twice for one order","outcome":"review"}
        {"id":"8","time":"2026-01-05T17:55:00Z","text":"Laptop arrived broken","amount":1299,"outcome":"review"}

        """
}
