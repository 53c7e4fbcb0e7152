/// The part that each field of the data has in a probe.
package struct ProbeColumns: Sendable {
    package let label: String
    package let time: String?
    /// Who gave the label, where several people label the same case.
    package let rater: String?
    /// Fields that may not predict.
    package let without: Set<String>
    /// Fields that are known before the answer is, however well they predict.
    package let knownBefore: Set<String>
    /// Whether all values are texts, as in CSV.
    package let isUntyped: Bool

    package init(
        label: String, time: String? = nil, rater: String? = nil, without: Set<String> = ["id"],
        knownBefore: Set<String> = [], isUntyped: Bool = false
    ) {
        self.label = label
        self.time = time
        self.rater = rater
        self.without = without
        self.knownBefore = knownBefore
        self.isUntyped = isUntyped
    }

    /// The fields that are no input.
    var excluded: Set<String> { without.union([label, time, rater].compactMap(\.self)) }
}
