/// Which question comes next: the one that settles most among those that can still change the
/// advice, and none where nothing can.
package enum Interview {
    /// The next item for somebody who has not been asked `asked`; `nil` at the end.
    package static func next(_ standing: Standing, asked: Set<String>) -> Item? {
        let open = standing.questionnaire.items.filter {
            !asked.contains($0.id) && standing.answers[$0.id]?.count != 1
                && isDue($0, standing, asked) && standing.canFlip($0)
        }
        var best: (item: Item, gain: Double)?
        for item in open {
            let gain = standing.gain(of: item)
            if gain > (best?.gain ?? -.infinity) + 1e-9 { best = (item, gain) }
        }
        return best?.item
    }

    /// The next item for `person`, who has answered as `assessment` says.
    ///
    /// Other people's answers do not shorten the interview: where they differ is worth knowing.
    package static func next(
        for person: String, _ assessment: Assessment, _ questionnaire: Questionnaire
    ) -> Item? {
        let own = assessment.entries.filter { $0.by == person || $0.measured != nil }
        return next(
            Standing(questionnaire, Assessment.answers(own)), asked: Set(own.map(\.item)))
    }

    /// Whether a question applies, or may and nobody can say: then its answer may do without.
    private static func isDue(_ item: Item, _ standing: Standing, _ asked: Set<String>) -> Bool {
        if let applies = standing.applies(item) { return applies }
        return standing.questionnaire.items.allSatisfy {
            item.condition?.reads($0.id) != true || asked.contains($0.id)
                || standing.answers[$0.id] != nil || standing.applies($0) == false
        }
    }
}
