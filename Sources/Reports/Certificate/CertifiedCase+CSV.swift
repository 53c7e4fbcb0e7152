import Decisions
import Evidence
package import Verdicts

extension CertifiedCase {
    /// The names of the columns of ``csv(user:)``, with the newline.
    package static let csvHeader =
        "case,time_us,user,truth,heuristic,model,heuristic_ns,model_ns,model_price_nanousd,"
        + "inclusion,in_charge,propensity\n"

    /// A row of the certificate's cases, with the newline.
    ///
    /// Options stand as their numbers from 0, and what is not known is empty: nothing needs quotes.
    /// `user` tells users apart without naming them.
    package func csv(user: String) -> String {
        let columns: [String] = [
            number.description, text(time), user, text(truth), heuristic.csv, model.csv,
            heuristic.latency.description, model.latency.description, text(price?.nanoUSD),
            inclusion.description, draw?.inCharge ?? "", text(draw?.probability),
        ]
        return columns.joined(separator: ",") + "\n"
    }

    private func text(_ number: (some CustomStringConvertible)?) -> String {
        number.map(\.description) ?? ""
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
