extension HitPolicy {
    /// How to write what DMN calls a hit policy, such as `U`, `C+` or `RULE ORDER`; `nil` for no name
    /// of DMN's.
    static func hint(forDMN name: String) -> String? {
        let name = name.uppercased()
        if let aggregation = aggregations[name] {
            return "write `hit_policy: collect` and `aggregate: \(aggregation.rawValue)`"
        }
        let word = letters[name] ?? HitPolicy(rawValue: name.lowercased().replacing(" ", with: "-"))
        return word.map { "write `hit_policy: \($0.rawValue)`" }
    }

    private static let letters: [String: HitPolicy] = [
        "U": .unique, "F": .first, "P": .priority, "A": .any, "C": .collect, "R": .ruleOrder,
        "O": .outputOrder,
    ]

    private static let aggregations: [String: Aggregation] = [
        "C+": .sum, "C<": .min, "C>": .max, "C#": .count,
    ]
}
