import Decisions
import Diagnostics
import Testing

/// What a feature file says.
struct FeatureTests {
    @Test func `a file with everything is read`() throws {
        let feature = try Feature.read(
            """
            feature: support-triage
            questions:
              - name: team
                type: choice
                instructions: Which team?
                choices: [billing, { value: no, description: nobody }, true]
              - { name: urgent, type: predicate }
              - { name: anger, type: score, levels: [calm, { label: cross }, furious] }
            fields:
              text: { type: string, from: $text }
              last: { type: string, from: $message.last_user }
              plan: { type: "map(string, list(int))", from: $json.user.plan, optional: true }
              amount: double
            case: { id: ticket, outcome: solved_by }
            paths:
              model: { api: chat, base_url: "${URL}", model: m, key: "${KEY}", timeout: 250ms,
                       response: label, max_tokens: 3, max_input_tokens: 900, retries: 0, concurrency: 5,
                       recording: a.jsonl,
                       price: { input_per_million: 0.5, output_per_million: 0 } }
              heuristic: { rules: rules.yaml }
            in_charge: model
            shadow: { sample: 0.5, concurrency: 64, budget_usd_per_day: 20 }
            outcome: { depends_on_answer: no, matures_after: 7d, effective: majority }
            economics: { correct: 1, wrong: { default: 2.5, "billing -> no": 6 }, abstain: 0.8,
                         per_second: 0.0004, build_once: { model: 20000 } }
            slices: [amount]
            datasets: { eval: eval.jsonl, synthetic: [a.jsonl, b.jsonl] }
            """)
        #expect(feature.questions.map(\.kind) == [.choice, .predicate, .score])
        #expect(
            feature.questions[0].options.map(\.value) == [
                .text("billing"), .text("no"), .flag(true),
            ])
        #expect(feature.questions[0].options[1].description == "nobody")
        #expect(feature.questions[1].options.map(\.value) == [.flag(false), .flag(true)])
        #expect(feature.questions[2].labels == ["calm", "cross", "furious"])
        #expect(feature.fields.map(\.name) == ["text", "last", "plan", "amount"])
        #expect(
            feature.fields.map(\.origin) == [
                .text, .lastUserMessage, .json(["user", "plan"]), .json(["amount"]),
            ])
        #expect(feature.fields[2].type == .map(.list(.int)) && feature.fields[2].isOptional)
        #expect(feature.caseKeys.id == "ticket" && feature.caseKeys.time == "time")
        #expect(feature.paths.map(\.name) == ["heuristic", "model"])
        #expect(feature.inCharge == "model")
        guard case .model(let model) = feature.paths[1].kind else {
            Issue.record("the second path is no model")
            return
        }
        #expect(model.timeout == .milliseconds(250) && model.responseFormat == .label)
        #expect(model.maxTokens == 3 && model.retries == 0 && model.concurrency == 5)
        #expect(model.maxInputTokens == 900)
        #expect(model.price?.inputPerMillion == 0.5)
        #expect(feature.shadow.sample == 0.5 && feature.shadow.budgetUSDPerDay == 20)
        #expect(feature.outcome.dependsOnAnswer == .no && feature.outcome.effective == .majority)
        #expect(feature.outcome.maturesAfter == .seconds(7 * 86_400))
        let economics = try #require(feature.economics)
        #expect(economics.costOfError(truth: "billing", answer: "no") == 6)
        #expect(economics.costOfError(truth: "no", answer: "billing") == 2.5)
        #expect(economics.fail == 2.5 && economics.abstain == 0.8)
        #expect(
            feature.datasets == [
                "eval": DatasetDefinition(files: ["eval.jsonl"]),
                "synthetic": DatasetDefinition(files: ["a.jsonl", "b.jsonl"]),
            ])
        #expect(feature.file("rules.yaml") == "Rules/f/rules.yaml")
        #expect(feature.file("/tmp/x") == "/tmp/x")
    }

    @Test func `what is left out has a default`() throws {
        let feature = try Feature.read(
            "feature: f\nquestions: [{ name: q, type: predicate }]\n")
        #expect(
            feature.paths == [
                PathDefinition(name: "heuristic", kind: .heuristic(rules: "rules.yaml"))
            ])
        #expect(feature.inCharge == "heuristic" && feature.fields.isEmpty)
        #expect(feature.economics == nil && feature.caseKeys == CaseKeys())
        #expect(feature.outcome.dependsOnAnswer == .unknown)
        #expect(feature.shadow.concurrency == 8)
    }

    @Test(arguments: [
        ("int", FieldType.int), ("list(string)", .list(.string)),
        ("map(string,double)", .map(.double)), ("map(string, list( bool ))", .map(.list(.bool))),
    ])
    func `a type is read and written`(text: String, type: FieldType) {
        #expect(FieldType(text) == type)
        #expect(FieldType(type.description) == type)
    }

    @Test(arguments: [
        "", "Int", "list", "list()", "list(int", "map(int)", "map(int, int)", "list(int))",
        String(repeating: "list(", count: 100_000) + "int" + String(repeating: ")", count: 100_000),
    ])
    func `no type is read into another text`(text: String) {
        #expect(FieldType(text) == nil)
    }

    @Test func `what answers depend on decides the hash of what is asked`() throws {
        let base = "feature: f\nquestions: [{ name: q, type: choice, choices: [a, b] }]\n"
        let feature = try Feature.read(base)
        #expect(try Feature.read(base + "economics: { wrong: 1 }\n").askedHash == feature.askedHash)
        #expect(try Feature.read(base + "fields: { x: int }\n").askedHash != feature.askedHash)
        let reordered = base.replacing("[a, b]", with: "[b, a]")
        #expect(try Feature.read(reordered).askedHash != feature.askedHash)
    }
}
