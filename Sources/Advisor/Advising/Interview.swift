/// Which question comes next: the one that settles most among those that can still change the
/// advice, and none where nothing can.
package enum Interview {
    /// The next item for somebody who has not been asked `asked`; `nil` at the end.
    package static func next(_ standing: Standing, asked: Set<String>) -> Item? {
        let open = standing.questionnaire.items.filter {
            !asked.contains($0.id) && standing.answers[$0.id]?.count != 1
                && standing.applies($0) == true && standing.canFlip($0)
        }
        var best: (item: Item, gain: Double)?
        for item in open {
            let gain = standing.gain(of: item)
            if gain > (best?.gain ?? -.infinity) + 1e-9 { best = (item, gain) }
        }
        return best?.item
    }
}
