package import Evidence

/// The model's second answers to the same cases: how often it disagrees with itself.
///
/// Fill it from the fold with `repeatIndex` 1 before the fold that fills the accumulator.
package struct RepeatedAnswers: Sendable {
    private var codes: [Int: UInt16] = [:]

    package init() {}

    /// Keeps the second answer of the path at `path` among the row's answers, where there is one.
    package mutating func append(_ row: EvidenceRow, path: Int = 1) {
        guard path < row.answers.count, row.answers[path].isAnswered else { return }
        codes[row.caseNumber] = row.answers[path].code
    }

    package var count: Int { codes.count }

    subscript(caseNumber: Int) -> UInt16? { codes[caseNumber] }
}
