/// What a named embedding endpoint said about the meanings of texts.
package enum AuditEmbeddings: Sendable {
    /// By text, a vector of length 1.
    case vectors([String: [Float]])
    /// Why there are none, in words that hold no secret.
    case failed(String)

    /// Returns the vectors of those of `texts` that have one, all of one length.
    func vectors(of texts: [String]) -> [[Float]] {
        guard case .vectors(let vectors) = self else { return [] }
        return texts.compactMap { vectors[$0] }
    }

    var failure: String? {
        guard case .failed(let reason) = self else { return nil }
        return reason
    }

    /// What a finding says where there are none.
    func failedPart(_ name: String) -> AuditFinding.Part? {
        failure.map { .init(name, .cannotTell, n: 0, note: "no embeddings: \($0)") }
    }
}

/// The cosine of two vectors of length 1.
func cosine(_ first: [Float], _ second: [Float]) -> Float {
    var sum: Float = 0
    for index in 0..<min(first.count, second.count) { sum += first[index] * second[index] }
    return sum
}
