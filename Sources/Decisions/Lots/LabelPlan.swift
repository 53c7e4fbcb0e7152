/// Of which cases that a judge labelled people are asked besides: of doubtful ones more often.
///
/// Fixed before anybody is asked. What the judge says later, and later cases, change no chance.
package struct LabelPlan: Hashable, Sendable {
    package var question: String
    package var judge: String
    package var frozenAt: Timestamp
    /// The greatest number of a case that it is about.
    package var lastCase: Int
    /// How many labels it takes on average, those of the lots by kind among them.
    package var planned: Int
    /// What the doubt is multiplied by, above 0.
    package var scale: Double
    /// The chance of a case of which the judge is sure, from ``LabelSample/least`` to 1.
    package var least: Double

    package init(
        question: String, judge: String, frozenAt: Timestamp, lastCase: Int, planned: Int,
        scale: Double, least: Double
    ) {
        self.question = question
        self.judge = judge
        self.frozenAt = frozenAt
        self.lastCase = lastCase
        self.planned = planned
        self.scale = scale
        self.least = least
    }

    /// With what chance a case is drawn of which the judge was as sure as that, from 0 to 1; nil where
    /// it did not say.
    package func chance(confidence: Double?) -> Double {
        min(1, max(least, scale * Self.doubt(confidence)))
    }

    /// The root of the chance that the judge is wrong, by its own words.
    ///
    /// A mean has the least variance where items are labelled in proportion to the root of the
    /// squared error that is expected of their prediction (Zrnic & Candès 2024, arXiv 2403.03208,
    /// section 4). Who says nothing is as good as wrong, and nobody is surer than 99 in 100.
    static func doubt(_ confidence: Double?) -> Double {
        (1 - min(confidence ?? 0, 0.99)).squareRoot()
    }
}

extension LabelPlan {
    /// A case that the judge labelled: the chance of its kind, and how sure the judge was.
    package typealias Candidate = (kindChance: Double, confidence: Double?)

    /// Returns the scale and the least chance with which `planned` of the candidates are drawn on
    /// average; nil where their kinds' lots draw more already, or there are not as many.
    ///
    /// However wrong the doubts are, a label counts for at most twice as many cases as if all were
    /// drawn alike: the least chance is half of that, and at least ``LabelSample/least``.
    package static func fit(
        _ candidates: [Candidate], planned: Int
    ) -> (scale: Double, least: Double)? {
        let doubts = candidates.map { doubt($0.confidence) }
        func drawn(_ scale: Double, _ least: Double, _ doubt: (Int) -> Double) -> Double {
            candidates.indices.reduce(0) {
                let chance = min(1, max(least, scale * doubt($1)))
                return $0 + max(candidates[$1].kindChance, chance)
            }
        }
        /// The least number at which a growing count comes to what is planned.
        func solve(_ count: (Double) -> Double, upTo most: Double) -> Double? {
            var (low, high) = (0.0, most)
            guard count(low) <= Double(planned), count(high) >= Double(planned) else { return nil }
            for _ in 0..<40 {
                let middle = (low + high) / 2
                if count(middle) < Double(planned) { low = middle } else { high = middle }
            }
            return high
        }
        guard let alike = solve({ drawn($0, 0, { _ in 1 }) }, upTo: 1) else { return nil }
        let least = max(LabelSample.least, alike / 2)
        return solve({ drawn($0, least, { doubts[$0] }) }, upTo: 10).map { ($0, least) }
    }
}
