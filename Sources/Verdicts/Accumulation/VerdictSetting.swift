import Evidence

/// What a verdict rests on beside the rows of the log.
struct VerdictSetting: Sendable {
    let input: VerdictInput
    let repeats: RepeatedAnswers
    let assignments: Assignments
    let slices: SliceIndex
}
