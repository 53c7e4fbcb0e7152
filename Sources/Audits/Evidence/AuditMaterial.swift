package import Decisions
package import Evidence

/// What audits read beside the log: data sets, texts that teams forget, and when versions appeared.
package struct AuditMaterial: Sendable {
    package var datasets: AuditDatasets
    package var texts: [AuditText]
    /// What models' recorded answers were given to.
    package var recordings: [AuditRecording]
    /// The versions of the feature's paths that the log has answers of, oldest first.
    package var versions: [LoggedVersion]
    /// `nil` where the feature names no endpoint, or has no texts to compare.
    package var embeddings: AuditEmbeddings?

    package init(
        datasets: AuditDatasets = AuditDatasets(), texts: [AuditText] = [],
        recordings: [AuditRecording] = [], versions: [LoggedVersion] = [],
        embeddings: AuditEmbeddings? = nil
    ) {
        self.datasets = datasets
        self.texts = texts
        self.recordings = recordings
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
        /// An entry of a list of ids in the rules.
        case idList = "list of ids"
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

/// A file of a model's recorded answers, which has hashes of the inputs and no words.
package struct AuditRecording: Sendable {
    /// The file, as findings name it.
    package var file: String
    /// By input, the line of its answer.
    package var lines: [ContentHash: Int]

    package init(file: String, lines: [ContentHash: Int]) {
        self.file = file
        self.lines = lines
    }
}
