import Decisions
import Evidence
package import Verdicts

extension CertifiedCase {
    /// Returns the names of the columns of ``csv(user:)``, with the newline, for so many fields of
    /// slices.
    package static func csvHeader(slices: Int) -> String {
        let columns =
            [
                "case", "time_us", "user", "truth", "label_chance", "heuristic", "model",
                "heuristic_ns", "model_ns", "model_price_nanousd", "inclusion", "in_charge",
                "propensity", "heuristic_rule", "heuristic_probability", "model_probability",
            ] + (0..<slices).map { "slice_\($0)" }
        return columns.joined(separator: ",") + "\n"
    }

    /// A row of the certificate's cases, with the newline.
    ///
    /// Options and values of slices stand as their numbers from 0, and what is not known is empty:
    /// nothing needs quotes.
    /// `user` tells users apart without naming them.
    package func csv(user: String) -> String {
        let columns: [String] =
            [
                number.description, text(time), user, text(truth), text(labelChance),
                heuristic.csv, model.csv, heuristic.latency.description, model.latency.description,
                text(price?.nanoUSD),
                inclusion.description, draw?.inCharge ?? "", text(draw?.probability),
                heuristic.rule.description, text(heuristic.probability), text(model.probability),
            ] + slices.map(text)
        return columns.joined(separator: ",") + "\n"
    }

    private func text<Number: CustomStringConvertible>(_ number: Number?) -> String {
        number?.description ?? ""
    }
}

extension CertifiedAnswer {
    fileprivate var csv: String {
        switch kind {
        case .answered(let option): "\(option)"
        case .abstained: "abstained"
        case .failed: "failed"
        case .shed: "shed"
        case .notAsked: ""
        }
    }
}
