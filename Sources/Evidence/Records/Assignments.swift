/// Who was in charge of which case, and with what probability, where that was drawn by lot.
package struct Assignments: Sendable {
    /// What the lot gave a case.
    package struct Draw: Hashable, Sendable {
        /// A path's name, or `cascade`.
        package var inCharge: String
        package var probability: Double

        package init(inCharge: String, probability: Double) {
            self.inCharge = inCharge
            self.probability = probability
        }
    }

    private var names: [String] = []
    /// By case number: an index into `names`, from 1, and the probability.
    private var arms: [UInt8] = []
    private var probabilities: [Float] = []

    package init() {}

    package var isEmpty: Bool { arms.isEmpty }

    /// The draw of a case; `nil` where nothing was drawn.
    package subscript(caseNumber: Int) -> Draw? {
        guard arms.indices.contains(caseNumber), arms[caseNumber] > 0 else { return nil }
        return Draw(
            inCharge: names[Int(arms[caseNumber]) - 1],
            probability: Double(probabilities[caseNumber]))
    }

    /// Notes the draw of a case; the first one of a case stays.
    package mutating func note(_ draw: Draw, of caseNumber: Int) {
        guard caseNumber >= 0, draw.probability > 0, draw.probability < 1 else { return }
        if arms.count <= caseNumber {
            let missing = caseNumber + 1 - arms.count
            arms.append(contentsOf: repeatElement(0, count: missing))
            probabilities.append(contentsOf: repeatElement(0, count: missing))
        }
        guard arms[caseNumber] == 0 else { return }
        if !names.contains(draw.inCharge), names.count < 255 { names.append(draw.inCharge) }
        guard let index = names.firstIndex(of: draw.inCharge) else { return }
        arms[caseNumber] = UInt8(index + 1)
        probabilities[caseNumber] = Float(draw.probability)
    }
}
