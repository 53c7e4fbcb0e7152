/// A decision that a product makes again and again: what `feature.yaml` says.
package struct Feature: Sendable {
    package var name: String
    /// The feature's folder, as the user wrote it.
    package var folder: String
    package var questions: [Question]
    package var fields: [FieldDefinition]
    package var caseKeys: CaseKeys
    /// The paths in the order of the file; the first is the heuristic where there is one.
    package var paths: [PathDefinition]
    /// The name of the path whose answer the caller gets, or `cascade`.
    package var inCharge: String
    package var live: LiveDefinition
    package var outcome: OutcomeDefinition
    package var economics: Economics?
    package var doubt: CostDoubt
    /// Names of fields whose values cut the cases into slices.
    package var slices: [String]
    package var datasets: [String: DatasetDefinition]
    package var audits: AuditSettings
    /// A price table beside the file, over the built-in one.
    package var pricesFile: String?
    /// Hash of the file's text.
    package var hash: ContentHash
    /// What `labels.yaml` beside the file fixed, one a question at most.
    package var labelPlans: [LabelPlan] = []
}

extension Feature {
    package var shadow: ShadowDefinition { live.shadow }

    package func question(named name: String) -> Question? {
        questions.first { $0.name == name }
    }

    package func path(named name: String) -> PathDefinition? {
        paths.first { $0.name == name }
    }

    /// Returns the path of `file` inside the feature's folder.
    package func file(_ file: String) -> String {
        file.hasPrefix("/") ? file : folder + "/" + file
    }

    /// Hash of what every path's answers depend on: questions and fields, but not money or slices.
    package var askedHash: ContentHash {
        let questions = questions.map {
            "\($0.name)|\($0.kind.rawValue)|\($0.instructions)|"
                + $0.options.map { "\($0.value)=\($0.description ?? "")" }.joined(separator: "|")
        }
        let fields = fields.map { "\($0.name):\($0.type):\($0.isOptional)" }
        return ContentHash([
            ("questions", questions.joined(separator: "\n")),
            ("fields", fields.joined(separator: "\n")),
        ])
    }
}

/// The members of a recorded case that are not fields.
package struct CaseKeys: Hashable, Sendable {
    package var id = "id"
    package var time = "time"
    package var user = "user"
    package var groups = "groups"
    package var outcome = "outcome"

    package init() {}
}

/// When a truth counts, and which.
package struct OutcomeDefinition: Hashable, Sendable {
    /// Whether acting on an answer shapes the outcome; unless it does not, live pairs show
    /// agreement only.
    package enum Dependence: String, Hashable, Sendable, CaseIterable {
        case yes, no, unknown
    }

    package var dependsOnAnswer: Dependence
    package var maturesAfter: Duration
    package var effective: CountingRule
    package var labels: LabelSample

    package init(
        dependsOnAnswer: Dependence = .unknown, maturesAfter: Duration = .zero,
        effective: CountingRule = .latestHuman, labels: LabelSample = LabelSample()
    ) {
        self.dependsOnAnswer = dependsOnAnswer
        self.maturesAfter = maturesAfter
        self.effective = effective
        self.labels = labels
    }
}
