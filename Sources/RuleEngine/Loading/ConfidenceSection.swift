import Decisions
import Diagnostics

/// Reads how sure an output is, and knows what is measured of it.
struct ConfidenceSection {
    let question: Question
    /// What is measured of each rule; `nil` where nothing is measured of any feature's rules.
    let calibration: [String: Precision]?
    let reader: YAMLReader

    func read(
        _ node: YAMLNode?, of id: String, giving output: RuleOutput?
    ) -> RuleConfidence? {
        guard let node else { return nil }
        let confidence: RuleConfidence
        if node.scalarText == "measured" {
            confidence = .measured
        } else if node.kind == "a text", let text = node.scalarText {
            reader.error(node, "`confidence` is `\(text)`", hint: Self.hint(text))
            return nil
        } else if let value = reader.double(node, "`confidence`", in: 0...1) {
            confidence = .stated(value)
        } else {
            return nil
        }
        check(confidence, of: id, giving: output) {
            reader.warn(node, $0, hint: $1)
        }
        return confidence
    }

    /// Reads a cell of a table; an empty one states nothing.
    func read(
        _ cell: SourceCell?, of id: String, giving output: RuleOutput?
    ) -> RuleConfidence? {
        guard let cell, !cell.text.isEmpty else { return nil }
        let confidence: RuleConfidence
        if cell.text == "measured" {
            confidence = .measured
        } else if let value = TableLiteral.number(cell.text), (0...1).contains(value) {
            confidence = .stated(value)
        } else {
            reader.error(cell, "`confidence` is `\(cell.text)`", hint: Self.hint(cell.text))
            return nil
        }
        check(confidence, of: id, giving: output) {
            reader.warn(cell, $0, hint: $1)
        }
        return confidence
    }

    /// Returns the probability that `confidence` stands for; `nil` where none is known.
    func probability(_ id: String, _ confidence: RuleConfidence?) -> Double? {
        switch confidence {
        case .stated(let value): value
        case .measured: calibration?[id]?.precision
        case nil: nil
        }
    }

    private static func hint(_ text: String) -> String {
        didYouMean(text, among: ["measured"]) ?? "expected a number from 0 to 1, or `measured`"
    }

    private func check(
        _ confidence: RuleConfidence, of id: String, giving output: RuleOutput?,
        warn: (_ fact: String, _ hint: String?) -> Void
    ) {
        guard let output else { return }
        guard case .option = output else {
            warn("`\(id)` abstains, so that its confidence has no effect", nil)
            return
        }
        switch confidence {
        case .measured where calibration.map { $0[id] == nil } ?? false:
            warn(
                "no precision is measured for `\(id)`",
                "its answers carry no probabilities; run `assay calibrate`")
        case .stated(let value) where value * Double(question.options.count) < 1:
            warn("with confidence `\(value)` any other option is likelier than the output", nil)
        case .measured, .stated: break
        }
    }
}
