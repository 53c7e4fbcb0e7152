/// What the rules made of one question of a case whose truth is known.
struct CalibrationSample {
    /// In microseconds since 1970; cases without a time come first.
    var time: Int64
    var truth: Int
    /// The rule that gave an option; `nil` for `otherwise`, and where none was given.
    var rule: Int?
    /// Whether an option was given.
    var isAnswered: Bool
    var isRight: Bool
    /// What a scorecard or an aggregation comes to, or the lead of a vote.
    var points: Double?
}
