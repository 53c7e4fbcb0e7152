import Decisions
import Diagnostics

/// Reads `curve`: how points or votes become probabilities.
struct CurveSection {
    let question: Question
    /// How many levels the curve parts.
    let levels: Int
    let calibration: Calibration?
    /// What follows where no curve is measured yet.
    let withoutCurve: String
    let reader: YAMLReader

    /// Whether the file leaves the curve to a measurement.
    static func isMeasured(_ node: YAMLNode?) -> Bool { node?.scalarText == "measured" }

    func read(_ node: YAMLNode) -> LogisticCurve? {
        guard !Self.isMeasured(node) else { return measured(node) }
        guard let curve = Self.stated(node, reader) else { return nil }
        guard curve.midpoints.count == levels - 1 else {
            let count = curve.midpoints.count
            reader.error(
                node, "the curve has \(count) \(count == 1 ? "midpoint" : "midpoints")",
                hint: levels == 2
                    ? "write `midpoint`, a number"
                    : "write `midpoints`, \(levels - 1) numbers: one for each level of "
                        + "`\(question.name)` but the lowest")
            return nil
        }
        return curve
    }

    /// Reports that no curve can part the options of `question`.
    static func reportUnordered(_ question: Question, at node: YAMLNode, _ reader: YAMLReader) {
        reader.error(
            node, "`\(question.name)` has \(question.options.count) options without an order",
            hint: "a curve gives the probabilities of two options, or of a score's levels")
    }

    private func measured(_ node: YAMLNode) -> LogisticCurve? {
        let curve = calibration?.curves[question.name]
        if let curve, curve.midpoints.count == levels - 1 { return curve }
        reader.warn(
            node, curve == nil ? "no curve is measured yet" : "the measured curve has other levels",
            hint: "\(withoutCurve); run `assay calibrate`")
        return nil
    }

    /// Reads a curve that is written out.
    static func stated(_ node: YAMLNode, _ reader: YAMLReader) -> LogisticCurve? {
        let keys = ["midpoint", "midpoints", "slope"]
        guard let section = reader.mapping(node, "`curve`", keys: keys) else { return nil }
        let midpoints = midpoints(section, reader)
        guard let slopeNode = section.required("slope", reader),
            let slope = reader.double(slopeNode, "`slope`")
        else { return nil }
        guard slope != 0 else {
            reader.error(slopeNode, "`slope` is 0", hint: "points would not change the probability")
            return nil
        }
        guard let midpoints, !midpoints.isEmpty else { return nil }
        let curve = LogisticCurve(midpoints: midpoints, slope: slope)
        if curve == nil {
            reader.error(
                section["midpoints"] ?? node,
                slope < 0 ? "`midpoints` do not fall" : "`midpoints` do not rise",
                hint: "they rise from level to level with a positive slope, and fall with a "
                    + "negative one")
        }
        return curve
    }

    private static func midpoints(_ section: YAMLMapping, _ reader: YAMLReader) -> [Double]? {
        guard let list = section["midpoints"] else {
            return section.required("midpoint", reader)
                .flatMap { reader.double($0, "`midpoint`") }.map { [$0] }
        }
        if let node = section["midpoint"] {
            reader.error(node, "`midpoint` stands beside `midpoints`", hint: "keep one of them")
        }
        let nodes = reader.list(list, "`midpoints`")
        if nodes.isEmpty { reader.error(list, "`midpoints` is empty") }
        let midpoints = nodes.compactMap { reader.double($0, "a midpoint") }
        return midpoints.count == nodes.count ? midpoints : nil
    }
}
