package import Decisions
package import Diagnostics

/// What a model path asks, whatever the input: questions, fields, prompt and form of the reply.
package struct ModelTask: Sendable {
    package let feature: String
    package let path: String
    package let questions: [Question]
    package let fields: [FieldDefinition]
    package let definition: ModelDefinition
    package let prompt: PromptTemplate
    /// What the answers depend on besides the input and the model: the prompt's text, the feature's
    /// questions and fields, the form of the reply and its length.
    package let promptHash: ContentHash

    /// Makes a task from a prompt that has been read; without one, the questions' instructions are
    /// the prompt.
    package init(
        feature: Feature, path: String, definition: ModelDefinition, prompt: PromptTemplate? = nil
    ) {
        self.feature = feature.name
        self.path = path
        questions = feature.questions
        fields = feature.fields
        self.definition = definition
        self.prompt = prompt ?? .default(for: feature.questions)
        promptHash = ContentHash([
            ("prompt", self.prompt.text),
            ("asked", feature.askedHash.description),
            ("response", definition.responseFormat.rawValue),
            ("max_tokens", String(definition.maxTokens)),
        ])
    }
}

extension ModelTask {
    /// What cannot be asked in this way, found before anything is sent.
    ///
    /// `file` is the feature's file.
    package func diagnostics(file: String) -> [Diagnostic] {
        var found: [Diagnostic] = []
        switch definition.api {
        case .chat, .anthropic:
            if questions.count > 1, definition.responseFormat == .label {
                found.append(
                    Diagnostic(
                        file: file,
                        "path `\(path)` asks \(questions.count) questions for one bare label",
                        hint: "write `response: schema`"))
            }
        case .decisions, .systemone: break
        }
        return found
    }
}
