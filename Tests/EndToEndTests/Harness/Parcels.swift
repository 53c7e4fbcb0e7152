/// A feature with rules and a model, of which `count` cases are recorded.
///
/// Case `n` has the text `parcel n` and the amount `n`; up to half of the count the truth is
/// `approve`, above it `review`.
struct Parcels {
    static let folder = "Rules/parcels"

    /// Puts the feature into `workspace`.
    static func write(
        to workspace: Workspace, count: Int, model settings: String = "price: { per_call: 0.001 }",
        timeout: String = "10m"
    ) throws {
        try workspace.write("\(folder)/feature.yaml", feature(settings, timeout))
        try workspace.write("\(folder)/rules.yaml", rules)
        try workspace.write("\(folder)/prompt.md", prompt)
        try workspace.write("\(folder)/traffic.jsonl", traffic(1...max(1, count), of: count))
    }

    static func feature(_ settings: String, _ timeout: String) -> String {
        """
        feature: parcels
        questions:
          - { name: route, type: choice, instructions: Who decides?, choices: [approve, review] }
        fields:
          text:   { type: string }
          amount: { type: double, optional: true }
        paths:
          heuristic: { rules: rules.yaml }
          model: { api: chat, base_url: "${ASSAY_MODEL_URL}", model: mock-1, prompt: prompt.md,
                   timeout: \(timeout), \(settings) }
        in_charge: heuristic
        shadow: { concurrency: 4 }
        outcome: { depends_on_answer: no, matures_after: 0s }
        economics: { correct: 0, wrong: { default: 5.00 }, abstain: 2.00, fail: 2.00 }

        """
    }

    static let rules = """
        hit_policy: first
        rules:
          - { id: dear, condition: has(amount) && amount > 10.0, output: review }
          - { id: cheap, condition: has(amount), output: approve }
        otherwise: abstain

        """

    static let prompt = """
        Who decides about this parcel: approve or review?
        ---
        Amount: {{amount}}
        {{text}}

        """

    static func line(_ number: Int, of count: Int) -> String {
        let truth = number * 2 <= count ? "approve" : "review"
        return #"{"id":"\#(number)","text":"parcel \#(number)","amount":\#(number),"#
            + #""outcome":"\#(truth)"}"#
    }

    static func traffic(_ numbers: ClosedRange<Int>, of count: Int) -> String {
        numbers.map { line($0, of: count) + "\n" }.joined()
    }
}
