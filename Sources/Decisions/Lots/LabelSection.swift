/// Reads `labels` of a feature's or a plan's `outcome`.
package enum LabelSection {
    package static func read(_ node: YAMLNode, _ reader: YAMLReader) -> LabelSample {
        var labels = LabelSample()
        guard
            let section = reader.mapping(node, "`labels`", keys: ["disagreements", "agreements"])
        else { return labels }
        func chance(_ key: String) -> Double? {
            section[key].flatMap { reader.double($0, "`\(key)`", in: LabelSample.least...1) }
        }
        labels.disagreements = chance("disagreements") ?? labels.disagreements
        labels.agreements = chance("agreements") ?? labels.agreements
        return labels
    }
}
