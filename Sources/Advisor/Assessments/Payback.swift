/// When a model has paid for itself, from three amounts of one currency.
package struct Payback: Sendable, Equatable {
    /// What it costs to build once.
    package let build: Double
    /// What it brings in a month.
    package let gain: Double
    /// What it costs a month to keep it up.
    package let upkeep: Double

    private static let most = 1e12

    /// Reads three amounts, such as `20000 6000 1000`; blanks, `/` or `;` stand between them.
    package init?(text: String) {
        let amounts = text.split { $0.isWhitespace || "/;".contains($0) }.map(Self.amount)
        guard amounts.count == 3, let build = amounts[0], let gain = amounts[1],
            let upkeep = amounts[2],
            [build, gain, upkeep].allSatisfy({ (0...Self.most).contains($0) })
        else { return nil }
        self.build = build
        self.gain = gain
        self.upkeep = upkeep
    }

    /// Reads `20000`, `20,000` or `20000.5`; a comma before other than three digits may be either.
    private static func amount(_ text: Substring) -> Double? {
        let isGrouped = text.wholeMatch(of: /\d{1,3}(,\d{3})+(\.\d+)?/) != nil
        return Double(isGrouped ? text.replacing(",", with: "") : text)
    }

    /// Months until it has paid what it cost to build; infinite where upkeep eats what it brings in.
    package var months: Double { gain > upkeep ? build / (gain - upkeep) : .infinity }

    /// The sum, as it is kept beside the answer: `20000 / (6000 - 1000) = 4 months`.
    package var arithmetic: String {
        let sum = "\(Self.text(build)) / (\(Self.text(gain)) - \(Self.text(upkeep)))"
        guard months.isFinite else {
            return "\(Self.text(gain)) a month is not more than \(Self.text(upkeep)) of upkeep"
        }
        return "\(sum) = \(Self.text(months)) month\(Self.text(months) == "1" ? "" : "s")"
    }

    private static func text(_ amount: Double) -> String {
        let rounded = (amount * 10).rounded() / 10
        guard rounded < 1e15 else { return "\(rounded)" }
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}

extension Item {
    /// Whether amounts of money can answer it as well as an anchor.
    package var takesAmounts: Bool { measure?.figure == .payback }

    /// The answer that `payback` gives, with its arithmetic before the note; `nil` where the item
    /// takes no amounts.
    package func entry(
        _ payback: Payback, by person: String, note: String? = nil
    ) -> Assessment.Entry? {
        guard takesAmounts, let measure else { return nil }
        // Who is paid back within a year and a half may be so on its last day.
        return Assessment.Entry(
            item: id, answer: measure.score(of: payback.months.nextDown), by: person,
            note: [payback.arithmetic, note].compactMap(\.self).joined(separator: "; "))
    }
}
