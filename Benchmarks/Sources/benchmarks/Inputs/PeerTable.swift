import Decisions
import Diagnostics
import RuleEngine

/// A decision table of four columns of which only the last row accepts the order at hand; the same
/// as in `Peers/peers.py`.
enum PeerTable {
    /// The order that only the last row accepts.
    static let order = #"{"amount":30000,"country":"CA","tier":"gold","channel":"web"}"#

    private static let countries = ["US", "CA", "GB", "DE", "FR", "IT", "ES", "NL", "SE", "PL"]
    private static let tiers = ["gold", "silver", "basic"]
    private static let channels = ["web", "app", "phone"]

    static func ruleSet(rows count: Int) throws -> RuleSet {
        var lines = ["table:", "  inputs: [amount, country, tier, channel]", "  rows:"]
        for row in 0..<(count - 1) {
            let low = row * 7 % 10_000
            let cells = [
                "\"[\(low)..\(low + 50))\"", countries[row % 10], tiers[row / 10 % 3],
                channels[row / 30 % 3], "ship",
            ]
            lines.append("    - [\(cells.joined(separator: ", "))]")
        }
        lines.append(#"    - ["> 20000", [US, CA], gold, web, review]"#)
        lines.append("otherwise: abstain")
        let fields =
            [FieldDefinition(name: "amount", type: .double)]
            + ["country", "tier", "channel"].map { FieldDefinition(name: $0, type: .string) }
        let source = SourceText(
            name: "rules.yaml", text: lines.joined(separator: "\n") + "\n")
        let (ruleSet, diagnostics) = RuleFile.read(
            source, fields: fields, questions: [OrderFeature.question])
        guard let ruleSet else {
            throw BenchmarkError.rejected(diagnostics.map(\.description).joined(separator: "\n"))
        }
        return ruleSet
    }
}
