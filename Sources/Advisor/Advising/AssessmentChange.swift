/// What is different between two assessments of a feature, and whether it changed the advice.
package struct AssessmentChange: Sendable {
    /// One person's answer to one question, before and after; `nil` where there is none.
    package struct Difference: Sendable {
        package let item: Item
        package let by: String
        package let before: Assessment.Entry?
        package let after: Assessment.Entry?
        /// Whether the former advice comes back when this alone is put back.
        package let isDecisive: Bool
    }

    package let before: Advice
    package let after: Advice
    /// In the order of the questionnaire.
    package let differences: [Difference]

    package init(from old: Assessment, to new: Assessment, _ questionnaire: Questionnaire) {
        let before = Advice(old, questionnaire)
        let after = Advice(new, questionnaire)
        self.before = before
        self.after = after
        let hasChanged = before.standing.possible != after.standing.possible
        differences = questionnaire.items.flatMap { item -> [Difference] in
            var people: [String] = []
            for entry in old.entries + new.entries
            where entry.item == item.id && !people.contains(entry.by) {
                people.append(entry.by)
            }
            return people.compactMap { person in
                let was = old.entry(item.id, by: person)
                let isNow = new.entry(item.id, by: person)
                guard was?.answer != isNow?.answer || (was == nil) != (isNow == nil) else {
                    return nil
                }
                var putBack = new
                putBack.forget(item.id, by: person)
                if let was { putBack.record(was) }
                return Difference(
                    item: item, by: person, before: was, after: isNow,
                    isDecisive: hasChanged
                        && Standing(questionnaire, putBack.answers).possible
                            == before.standing.possible
                )
            }
        }
    }

    /// Whether the outcome is another, or what to use instead.
    package var changesAdvice: Bool {
        before.outcome != after.outcome || before.gate?.recommendation != after.gate?.recommendation
    }
}
