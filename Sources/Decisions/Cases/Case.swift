/// One input to a feature, live or recorded.
package struct Case: Hashable, Sendable {
    package var id: String
    package var time: Timestamp?
    package var user: String?
    package var groups: [String: String]
    /// The values of the fields by which the feature is cut into slices.
    package var slices: [String: String]
    package var input: CaseInput
    /// The truths that the record carries.
    package var outcomes: [Outcome]

    package init(
        id: String, time: Timestamp? = nil, user: String? = nil, groups: [String: String] = [:],
        slices: [String: String] = [:], input: CaseInput, outcomes: [Outcome] = []
    ) {
        self.id = id
        self.time = time
        self.user = user
        self.groups = groups
        self.slices = slices
        self.input = input
        self.outcomes = outcomes
    }
}
