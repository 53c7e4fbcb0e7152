/// One measured work.
struct Row {
    /// Something that was measured beside the work, in the same unit.
    struct Reference {
        let name: String
        let samples: Samples
    }

    let work: String
    let unit: Unit
    let ours: Samples
    /// The first is what a goal in multiples refers to.
    let references: [Reference]
    let goal: Goal?

    init(
        _ work: String, _ unit: Unit, _ ours: Samples, beside references: [Reference] = [],
        goal: Goal? = nil
    ) {
        self.work = work
        self.unit = unit
        self.ours = ours
        self.references = references
        self.goal = goal
    }

    var isGoalMet: Bool? {
        goal?.isMet(by: ours.median, beside: references)
    }

    func ratio(to reference: Reference) -> Double { ours.median / reference.samples.median }
}
