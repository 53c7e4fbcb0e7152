import Verdicts

/// The pictures of a verdict, each with a title that states its finding.
struct VerdictPictures {
    struct Picture {
        let title: String
        let svg: String
        /// How to read it.
        let note: String
    }

    let verdict: Verdict
    let sentences: VerdictSentences

    init(_ verdict: Verdict) {
        self.verdict = verdict
        sentences = VerdictSentences(verdict)
    }

    /// Those that the evidence has something to say for.
    var all: [Picture] {
        [
            sequence, map, worth, spending, accuracy, frontier, reliability, slices,
            sliceAgreement, judge, latency,
        ].compactMap(\.self)
    }
}
