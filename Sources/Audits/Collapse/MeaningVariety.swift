import Statistics

/// How many different things 100 rows say: the Vendi score of the cosines of their embeddings.
struct MeaningVariety {
    static let name = "Vendi score of 100 rows by their embeddings, ratio"

    let real: Double?
    let generated: Double?
    private let embeddings: AuditEmbeddings

    init(_ texts: ComparedTexts, _ embeddings: AuditEmbeddings) {
        self.embeddings = embeddings
        real = Self.score(embeddings.vectors(of: texts.real))
        generated = Self.score(embeddings.vectors(of: texts.generated))
    }

    /// `nil` for fewer rows: the score grows with their number.
    private static func score(_ vectors: [[Float]]) -> Double? {
        guard vectors.count == ComparedTexts.varied else { return nil }
        return vendiScore(
            vectors.map { first in vectors.map { Double(cosine(first, $0)) } })
    }

    /// What is said where the endpoint failed, or too few rows have texts.
    var failed: AuditFinding.Part? {
        if let part = embeddings.failedPart(Self.name) { return part }
        guard real == nil || generated == nil else { return nil }
        return .init(
            Self.name, .cannotTell, n: 0,
            note: "needs \(ComparedTexts.varied) different texts of either")
    }

    var failedSentence: String {
        embeddings.failure.map { " Variety of meaning was not measured (embeddings: \($0))." } ?? ""
    }
}
