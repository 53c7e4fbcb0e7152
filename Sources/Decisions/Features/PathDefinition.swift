/// A way to answer, as `feature.yaml` declares it.
package struct PathDefinition: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Rules, in the named file.
        case heuristic(rules: String)
        case model(ModelDefinition)
    }

    package var name: String
    package var kind: Kind

    package init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }

    /// What it says of its model, where it is one.
    package var model: ModelDefinition? {
        if case .model(let definition) = kind { definition } else { nil }
    }
}

/// An LLM or decision model over HTTP.
package struct ModelDefinition: Hashable, Sendable {
    package enum API: String, Hashable, Sendable, CaseIterable {
        /// OpenAI-compatible chat completions.
        case chat
        /// Anthropic messages.
        case anthropic
        /// OpenAI Decisions.
        case decisions
        /// TypeSafe System One.
        case systemone
    }

    /// How a chat model is told to answer.
    package enum ResponseFormat: String, Hashable, Sendable, CaseIterable {
        /// A JSON schema with the questions' options; a bare label is understood as well.
        case schema
        /// The bare label.
        case label
    }

    /// Where answers are recorded unless the path says otherwise.
    package static let defaultRecording = "answers.jsonl"

    package var api: API
    /// May hold `${VARIABLE}`.
    package var baseURL: String
    /// The model's name as the request gives it.
    package var model: String
    /// Usually `${VARIABLE}`; a literal key in a file is warned about.
    package var key: String?
    /// File with the instructions.
    package var prompt: String?
    package var timeout: Duration
    package var responseFormat: ResponseFormat
    /// The most tokens of a reply.
    package var maxTokens: Int
    /// The most tokens that a call is taken to read where its price must be bounded beforehand.
    package var maxInputTokens: Int
    /// Tries after the first, on 408, 409, 429, 5xx and connection errors.
    package var retries: Int
    /// The most calls under way at once; the feature's shadow concurrency where it says nothing.
    package var concurrency: Int?
    /// How long a live call in charge may take before it is made once more beside itself.
    package var hedge: Duration?
    /// The most that may be spent on the path live in a day and in an hour (UTC), in US dollars.
    package var budgetUSDPerDay: Double?
    package var budgetUSDPerHour: Double?
    /// File with recorded answers.
    package var recording: String
    /// What a reader of a verdict must know of the model, such as its size.
    package var note: String?
    /// The model's price where no table knows it; `nil` leaves it unknown.
    package var price: PriceDefinition?

    package init(
        api: API, baseURL: String, model: String, key: String? = nil, prompt: String? = nil,
        timeout: Duration = .seconds(30), responseFormat: ResponseFormat = .schema,
        maxTokens: Int = 64, maxInputTokens: Int = 32_768, retries: Int = 2,
        concurrency: Int? = nil, recording: String = ModelDefinition.defaultRecording,
        note: String? = nil,
        price: PriceDefinition? = nil
    ) {
        self.api = api
        self.baseURL = baseURL
        self.model = model
        self.key = key
        self.prompt = prompt
        self.timeout = timeout
        self.responseFormat = responseFormat
        self.maxTokens = maxTokens
        self.maxInputTokens = maxInputTokens
        self.retries = retries
        self.concurrency = concurrency
        self.recording = recording
        self.note = note
        self.price = price
    }
}

/// What a call costs, in US dollars; tokens by the million.
package struct PriceDefinition: Hashable, Sendable {
    package var inputPerMillion: Double
    package var cachedInputPerMillion: Double?
    package var outputPerMillion: Double
    /// What tokens of reasoning cost where they are priced apart; `nil` where they are other output.
    package var reasoningPerMillion: Double?
    package var perCall: Double

    package init(
        inputPerMillion: Double = 0, cachedInputPerMillion: Double? = nil,
        outputPerMillion: Double = 0, reasoningPerMillion: Double? = nil, perCall: Double = 0
    ) {
        self.inputPerMillion = inputPerMillion
        self.cachedInputPerMillion = cachedInputPerMillion
        self.outputPerMillion = outputPerMillion
        self.reasoningPerMillion = reasoningPerMillion
        self.perCall = perCall
    }

    /// Returns what a call with this usage costs; `nil` where tokens are priced but unknown.
    package func price(of tokens: TokenUsage?) -> Money? {
        guard let tokens else {
            let perToken = [inputPerMillion, outputPerMillion, reasoningPerMillion ?? 0]
            return perToken.allSatisfy { $0 == 0 } ? Money(usd: perCall) : nil
        }
        let fresh = Double(max(0, tokens.input - tokens.cachedInput)) * inputPerMillion
        let cached = Double(tokens.cachedInput) * (cachedInputPerMillion ?? inputPerMillion)
        let written = Double(max(0, tokens.output - tokens.reasoning)) * outputPerMillion
        let reasoning = Double(tokens.reasoning) * (reasoningPerMillion ?? outputPerMillion)
        return Money(usd: perCall + (fresh + cached + written + reasoning) / 1e6)
    }

    /// Returns the most that a call can cost that reads and writes no more than so many tokens.
    package func highest(input: Int, output: Int) -> Money? {
        let isReasoningDearer = (reasoningPerMillion ?? 0) > outputPerMillion
        return price(
            of: TokenUsage(
                input: input, output: output, reasoning: isReasoningDearer ? output : 0))
    }
}

/// A text of a file in which `${NAME}` stands for a variable of the environment.
package enum EnvironmentTemplate {
    /// Returns `text` with its variables filled in, or the names of those that are unset or empty.
    package static func resolve(
        _ text: String, in environment: [String: String]
    ) -> Result<String, UnsetVariables> {
        var result = ""
        var missing: [String] = []
        var rest = Substring(text)
        while let start = rest.firstRange(of: "${") {
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
            result += rest[..<start.lowerBound]
            let name = String(rest[start.upperBound..<end])
            if let value = environment[name], !value.isEmpty {
                result += value
            } else {
                missing.append(name)
            }
            rest = rest[rest.index(after: end)...]
        }
        return missing.isEmpty ? .success(result + rest) : .failure(UnsetVariables(names: missing))
    }
}

/// The variables that a template needs and the environment lacks.
package struct UnsetVariables: Error, Hashable, Sendable {
    package var names: [String]
}
