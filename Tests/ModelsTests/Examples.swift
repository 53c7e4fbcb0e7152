import Decisions
import Diagnostics
import Models
import Testing

/// Features and tasks that the tests share.
enum Examples {
    static let triageYAML = """
        feature: support-triage
        questions:
          - name: team
            type: choice
            instructions: Which team handles this message?
            choices: [billing, technical, account, other]
        fields:
          text: { type: string, from: $text }
          plan: { type: string, optional: true }
        """

    static let severalYAML = """
        feature: several
        questions:
          - { name: refund, type: predicate, instructions: The customer asks for a refund. }
          - name: team
            type: choice
            instructions: Which team?
            choices: [{ value: billing, description: "Charges, invoices" }, technical]
          - name: urgency
            type: score
            instructions: How urgent?
            levels: [can wait, this week, { label: today, description: money or outage }]
          - { name: vip, type: choice, instructions: VIP?, choices: [true, false] }
        fields:
          text: { type: string, from: $text }
          charges: { type: int }
        """

    static func feature(_ yaml: String = triageYAML) throws -> Feature {
        let (feature, diagnostics) = FeatureFile.read(
            SourceText(name: "feature.yaml", text: yaml), folder: "Rules/x",
            fileExists: { _ in true })
        return try #require(feature, "\(diagnostics.map(\.description))")
    }

    static func question(
        _ name: String = "team", _ kind: Question.Kind = .choice, _ labels: [String]
    ) -> Question {
        Question(
            name: name, kind: kind, instructions: "",
            options: labels.map { Question.Option(.text($0)) })
    }

    static func definition(
        _ api: ModelDefinition.API = .chat, model: String = "test-model",
        baseURL: String = "http://127.0.0.1:1/v1", timeout: Duration = .seconds(30),
        response: ModelDefinition.ResponseFormat = .schema, retries: Int = 2,
        price: PriceDefinition? = nil
    ) -> ModelDefinition {
        ModelDefinition(
            api: api, baseURL: baseURL, model: model, timeout: timeout, responseFormat: response,
            retries: retries, price: price)
    }

    static func task(
        _ yaml: String = triageYAML, _ definition: ModelDefinition = definition(),
        prompt: String? = nil
    ) throws -> ModelTask {
        let feature = try feature(yaml)
        let template = try prompt.map { text in
            try #require(
                PromptTemplate.read(
                    SourceText(name: "prompt.md", text: text), fields: feature.fields
                ).template)
        }
        return ModelTask(
            feature: feature, path: "model", definition: definition, prompt: template)
    }

    static func input(_ json: String = #"{"text":"I was charged twice"}"#) -> CaseInput {
        CaseInput(json: Array(json.utf8))
    }
}
