import Verdicts

extension VerdictPictures {
    var map: Picture? {
        guard let map = verdict.map, let sentences = MapSentences(verdict) else { return nil }
        let plot = DecisionPlot(title: sentences.finding, map: map, name: MapSentences.name)
        let note = [
            "The dot is what the feature file says, the frame how far that may be off. Prices, "
                + "waiting, cases left open and outages cost what they do now; limits are those of "
                + "the verdict, taken again at each cost.",
            sentences.doubt,
        ]
        return Picture(
            title: sentences.finding, svg: plot.svg,
            note: (note + sentences.cautions).joined(separator: " "))
    }
}
