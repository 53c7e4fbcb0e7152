package import Evidence

/// What audits read beside the log: data sets, texts that teams forget, and when versions appeared.
package struct AuditMaterial: Sendable {
    package var datasets: AuditDatasets
    package var texts: [AuditText]
    /// The versions of the feature's paths that the log has answers of, oldest first.
    package var versions: [LoggedVersion]
    /// `nil` where the feature names no endpoint, or has no texts to compare.
    package var embeddings: AuditEmbeddings?

    package init(
        datasets: AuditDatasets = AuditDatasets(), texts: [AuditText] = [],
        versions: [LoggedVersion] = [], embeddings: AuditEmbeddings? = nil
    ) {
        self.datasets = datasets
        self.texts = texts
        self.versions = versions
        self.embeddings = embeddings
    }
}

/// A text of the feature's folder from which a path may know a case.
package struct AuditText: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// `prompt.md`, where few-shot examples stand.
        case prompt
        /// An entry of a list of words in the rules.
        case wordList = "word list"
        /// The input of a test of the rules.
        case ruleTest = "rule test"
    }

    package var kind: Kind
    /// Where it stands: a file and, where known, a line.
    package var place: String
    package var text: String

    package init(_ kind: Kind, place: String, text: String) {
        self.kind = kind
        self.place = place
        self.text = text
    }
}
